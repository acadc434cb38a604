package sc.fiji.styletransfer.image.read;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ServiceRegistry;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * Creates image readers of the TwelveMonkeys library and of the Java runtime, without registering
 * them in ImageIO.
 *
 * <p>The build unpacks the library's classes, without its service files, into the folder {@code
 * image-readers} of the plugin. This class loader alone reads them there. ImageIO, other plugins
 * and their own copies of the same library are not affected.
 */
final class ReaderLibrary extends ClassLoader {

  /** Package of the library's readers. */
  static final String TWELVE_MONKEYS = "com.twelvemonkeys.imageio.plugins.";

  private static final String FOLDER = "image-readers/";

  private static final List<String> OWN_PACKAGES =
      List.of("com.twelvemonkeys.", "com.drew.", "com.adobe.internal.xmp.", "com.adobe.xmp.");

  /** The class that calls the EXIF library and therefore belongs to the same loader. */
  private static final String ORIENTATION = "sc.fiji.styletransfer.image.read.ExifOrientation";

  private final Map<PictureFormat, ImageReaderSpi> providers = new EnumMap<>(PictureFormat.class);
  private final ToIntFunction<Path> orientation;

  private static final class Holder {

    private static final ReaderLibrary LIBRARY = new ReaderLibrary();
  }

  private ReaderLibrary() {
    super("image-readers", ReaderLibrary.class.getClassLoader());
    final ServiceRegistry registry = runtimeReaders();
    for (final PictureFormat format : PictureFormat.values())
      providers.put(format, provider(format, registry));
    orientation = orientationReader();
  }

  /**
   * Returns the library, loaded at the first call.
   *
   * @return the only instance
   */
  static ReaderLibrary get() {
    return Holder.LIBRARY;
  }

  /**
   * Creates a reader.
   *
   * @param format format to read
   * @return a new reader, to be disposed by the caller
   * @throws IOException if the reader cannot be created
   */
  ImageReader reader(final PictureFormat format) throws IOException {
    return providers.get(format).createReaderInstance();
  }

  /**
   * Returns the EXIF orientation of a file.
   *
   * @param file image file
   * @return 1 to 8; 1 if the file has none
   */
  int orientation(final Path file) {
    return orientation.applyAsInt(file);
  }

  /** A private registry, in which the library's JPEG reader finds the one of the runtime. */
  private static ServiceRegistry runtimeReaders() {
    final ServiceRegistry registry =
        new ServiceRegistry(List.<Class<?>>of(ImageReaderSpi.class).iterator());
    final Iterator<ImageReaderSpi> all =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
    while (all.hasNext()) {
      final ImageReaderSpi provider = all.next();
      if (provider.getClass().getName().startsWith("com.sun.imageio."))
        registry.registerServiceProvider(provider);
    }
    return registry;
  }

  private ImageReaderSpi provider(final PictureFormat format, final ServiceRegistry registry) {
    final Iterator<ImageReaderSpi> all = registry.getServiceProviders(ImageReaderSpi.class, false);
    while (all.hasNext()) {
      final ImageReaderSpi provider = all.next();
      if (provider.getClass().getName().equals(format.readerProvider())) return provider;
    }
    final ImageReaderSpi provider = (ImageReaderSpi) instance(format.readerProvider());
    registry.registerServiceProvider(provider);
    return provider;
  }

  @SuppressWarnings("unchecked")
  private ToIntFunction<Path> orientationReader() {
    return (ToIntFunction<Path>) instance(ORIENTATION);
  }

  private Object instance(final String name) {
    try {
      return loadClass(name).getDeclaredConstructor().newInstance();
    } catch (final ReflectiveOperationException e) {
      throw new StyleTransferException(
          "The plugin's jar file lacks the image reader " + name + ". Install the plugin again.",
          e);
    }
  }

  @Override
  protected Class<?> loadClass(final String name, final boolean resolve)
      throws ClassNotFoundException {
    if (!isOwn(name)) return super.loadClass(name, resolve);
    synchronized (getClassLoadingLock(name)) {
      final Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  private static boolean isOwn(final String name) {
    return name.equals(ORIENTATION) || OWN_PACKAGES.stream().anyMatch(name::startsWith);
  }

  @Override
  protected Class<?> findClass(final String name) throws ClassNotFoundException {
    final String path = name.replace('.', '/') + ".class";
    final String folder = name.equals(ORIENTATION) ? "" : FOLDER;
    try (InputStream in = getParent().getResourceAsStream(folder + path)) {
      if (in == null) throw new ClassNotFoundException(name);
      final byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (final IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  public URL getResource(final String name) {
    final URL own = getParent().getResource(FOLDER + name);
    return own == null ? super.getResource(name) : own;
  }
}
