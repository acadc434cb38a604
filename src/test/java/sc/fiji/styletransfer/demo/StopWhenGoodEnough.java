package sc.fiji.styletransfer.demo;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.image.RgbPicture;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.transfer.Progress;
import sc.fiji.styletransfer.transfer.ProgressListener;
import sc.fiji.styletransfer.transfer.StyleTransfer;
import sc.fiji.styletransfer.transfer.TransferInputs;
import sc.fiji.styletransfer.transfer.TransferResult;
import sc.fiji.styletransfer.weights.NetworkChoice;

/** Logs each evaluation and ends the run when the loss is half of the first one. */
public final class StopWhenGoodEnough implements ProgressListener {

  private static final Logger LOG = LoggerFactory.getLogger(StopWhenGoodEnough.class);

  private double first;
  private double last;

  @Override
  public void evaluated(Progress progress) {
    last = progress.loss().total();
    if (progress.evaluation() == 1) first = last;
    LOG.info("{} of {}: loss {}", progress.evaluation(), progress.evaluations(), last);
  }

  @Override
  public boolean isCancelled() {
    return last <= first / 2;
  }

  public static void main(String... args) {
    TransferInputs inputs =
        TransferInputs.of(
            RgbPicture.inFile(Path.of("test-images/scene.png")),
            RgbPicture.inFile(Path.of("test-images/swirls.png")));
    TransferSettings settings = TransferSettings.builder().set(Settings.SIZE, 96).build();
    try (StyleTransfer transfer =
        new StyleTransfer(NetworkChoice.open("builtin"), DeviceChoice.AUTO)) {
      TransferResult result = transfer.run(inputs, settings, new StopWhenGoodEnough());
      LOG.info("Cancelled: {}, evaluations: {}", result.cancelled(), result.evaluations());
    }
  }
}
