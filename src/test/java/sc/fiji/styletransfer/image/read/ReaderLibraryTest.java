package sc.fiji.styletransfer.image.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReaderLibraryTest {

  @TempDir private Path folder;

  @Test
  void imageIoDoesNotChange() throws IOException {
    ImageIO.scanForPlugins();
    final List<String> before = providers();
    for (final PictureFormat format : PictureFormat.values())
      ReaderLibrary.get().reader(format).dispose();
    final Path file = folder.resolve("a.webp");
    Files.write(file, DrawnPictures.webp(1));
    assertEquals(DrawnPictures.WIDTH, new ImageFileReader().open(file).getWidth());
    // Also when another plugin asks ImageIO to look for readers again.
    ImageIO.scanForPlugins();
    assertEquals(before, providers());
    assertTrue(before.stream().noneMatch(name -> name.contains("twelvemonkeys")), before::toString);
    assertFalse(ImageIO.getImageReadersByFormatName("webp").hasNext());
  }

  private static List<String> providers() {
    final IIORegistry registry = IIORegistry.getDefaultInstance();
    final List<String> names = new ArrayList<>();
    registry
        .getCategories()
        .forEachRemaining(
            category -> {
              final Iterator<?> all = registry.getServiceProviders(category, true);
              all.forEachRemaining(provider -> names.add(provider.getClass().getName()));
            });
    return names;
  }

  @Test
  void otherPluginsDoNotSeeTheClasses() {
    assertThrows(
        ClassNotFoundException.class,
        () -> Class.forName("com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi"));
  }

  @ParameterizedTest
  @EnumSource(PictureFormat.class)
  void everyFormatHasItsReader(final PictureFormat format) throws IOException {
    final ImageReader reader = ReaderLibrary.get().reader(format);
    final boolean runtime = Stream.of("PNG", "GIF").anyMatch(format.toString()::equals);
    assertEquals(!runtime, reader.getClass().getName().startsWith("com.twelvemonkeys."));
    reader.dispose();
  }
}
