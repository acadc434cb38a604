package sc.fiji.styletransfer.spark.image;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.objective.TileTerms;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.spark.NetworkShipment;

/**
 * What executors need to know to evaluate the tiles of one scale.
 *
 * @param id name of the scale, unique in the application
 * @param settings every setting as text
 * @param monitored names of the monitored layers
 * @param width of the picture
 * @param height of the picture
 * @param network weights of the network
 */
record TileProblem(
    String id,
    Map<String, String> settings,
    List<String> monitored,
    int width,
    int height,
    NetworkShipment network)
    implements Serializable {

  PictureSize size() {
    return new PictureSize(width, height);
  }

  TransferSettings transferSettings() {
    final TransferSettings.Builder builder = TransferSettings.builder();
    settings.forEach(builder::parse);
    return builder.build();
  }

  TileTerms terms(final NetworkWidths widths) {
    return new TileTerms(
        transferSettings(),
        widths,
        monitored.stream().map(Vgg19Layer::valueOf).collect(Collectors.toSet()));
  }
}
