package sc.fiji.styletransfer.job;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.image.ImageFileReader;
import sc.fiji.styletransfer.image.RgbPicture;
import sc.fiji.styletransfer.transfer.Settings;
import sc.fiji.styletransfer.transfer.StyleTransfer;
import sc.fiji.styletransfer.transfer.TransferInputs;
import sc.fiji.styletransfer.transfer.TransferResult;
import sc.fiji.styletransfer.transfer.TransferSettings;
import sc.fiji.styletransfer.weights.NetworkChoice;

/**
 * Style transfer between ImageJ images. The network is loaded once and serves every run until this
 * object is closed, on the thread that made it.
 */
public final class ImageTransfer implements AutoCloseable {

  private final TransferSettings settings;
  private final StyleTransfer transfer;

  /**
   * @param settings of all runs, network and device among them
   * @throws sc.fiji.styletransfer.StyleTransferException if network or device are not to be had
   */
  public ImageTransfer(final TransferSettings settings) {
    this.settings = settings;
    transfer =
        new StyleTransfer(
            NetworkChoice.open(settings.get(Settings.NETWORK)), settings.get(Settings.DEVICE));
  }

  /**
   * Stylises one image; the images given are not changed.
   *
   * @param content what is to be seen
   * @param styles how it is to look; at least one
   * @param observer told of every evaluation; may end the run
   * @return a new image, not shown
   * @throws sc.fiji.styletransfer.StyleTransferException if images and settings do not fit together
   */
  public ImagePlus run(
      final ImagePlus content, final List<ImagePlus> styles, final TransferObserver observer) {
    final List<Img<FloatType>> pictures = new ArrayList<>();
    for (final ImagePlus style : styles) pictures.add(RgbPicture.asDisplayed(style));
    final TransferInputs inputs =
        new TransferInputs(RgbPicture.asDisplayed(content), pictures, start());
    final TransferResult result = transfer.run(inputs, settings, observer);
    return RgbPicture.toImage(content.getTitle(), result.picture());
  }

  private Optional<Img<FloatType>> start() {
    if (!settings.get(Settings.INIT).isFile()) return Optional.empty();
    final ImagePlus image = new ImageFileReader().open(settings.get(Settings.INIT).file());
    return Optional.of(RgbPicture.asDisplayed(image));
  }

  @Override
  public void close() {
    transfer.close();
  }
}
