package sc.fiji.styletransfer.weights.file;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid headers of {@code .safetensors} files with 16 bytes of values. */
class HostileSafetensorsTest {

  @TempDir Path folder;

  private HostileFile file;

  @BeforeEach
  void newFile() {
    file = new HostileFile(folder.resolve("hostile"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0,20]}} | outside the file",
        "{'a':{'dtype':'F32','shape':[4],'data_offsets':[-4,12]}} | outside the file",
        "{'a':{'dtype':'F32','shape':[4],'data_offsets':[16,0]}} | outside the file",
        "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0]}} | outside the file",
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,16]}} | disagrees with its shape",
        "{'a':{'dtype':'F16','shape':[4],'data_offsets':[0,16]}} | disagrees with its shape",
        "{'a':{'dtype':'F32','shape':[-4],'data_offsets':[0,16]}} | impossible shape",
        "{'a':{'dtype':'F32','shape':[4611686018427387904,4],'data_offsets':[0,0]}} | impossible",
        "{'a':{'dtype':'BF16','shape':[8],'data_offsets':[0,16]}} | of type BF16",
        "{'a':{'dtype':'I64','shape':[2],'data_offsets':[0,16]}} | of type I64",
        "{'a':{'dtype':'F64','shape':[2],'data_offsets':[0,16]}} | of type F64",
        "{'a':{'dtype':7,'shape':[2],'data_offsets':[0,16]}} | of type 7",
        "{'a':{'dtype':'F32','shape':[2.5],'data_offsets':[0,10]}} | not a table",
        "{'a':{'dtype':'F32','shape':['x'],'data_offsets':[0,10]}} | not a table",
        "{'a':{'dtype':'F32','shape':[1e9999999],'data_offsets':[0,10]}} | not a table",
        "{'a':{'dtype':'F32','shape':[4]}} | not a table",
        "{'a':{'shape':[4],'data_offsets':[0,16]}} | not a table",
        "{'a':7} | not a table",
        "{'a' | not a table",
        "{'__metadata__':[]} | not a table",
        "{} | no first layer"
      })
  void liesInTheHeaderAreNamed(final String json, final String reason) throws IOException {
    final String message = file.refuse(safetensors(json.replace('\'', '"')), json);
    assertTrue(message.contains(reason), message);
  }

  @Test
  void overlapsAreRefused() throws IOException {
    final String message =
        file.refuse(
            safetensors(
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]},"
                    + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}}"),
            "overlap");
    assertTrue(message.contains("overlap"), message);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40, 1 << 20, 70})
  void forgedHeaderLengthsAreRefused(final long length) throws IOException {
    final byte[] bytes = safetensors("{}");
    System.arraycopy(FormatWriters.longBytes(length), 0, bytes, 0, Long.BYTES);
    file.refuse(bytes, "header length " + length);
  }

  /** Parsing a number takes a time that grows with the square of its digits. */
  @Test
  void longNumbersAreRefused() {
    final String json =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[%s],\"data_offsets\":[0,16]}}"
            .formatted("9".repeat(1_000_000));
    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> file.refuse(safetensors(json), "a long number"));
  }

  @Test
  void tooManyDimensionsAreRefused() throws IOException {
    final String json =
        "{\"features.0.weight\":{\"dtype\":\"F32\",\"shape\":[%s4],\"data_offsets\":[0,16]}}"
            .formatted("1,".repeat(300_000));
    final String message = file.refuse(safetensors(json), "many dimensions");
    assertTrue(message.contains("impossible shape"), message);
  }

  @Test
  void namesInMessagesAreShort() throws IOException {
    final String name = "x\\n".repeat(100_000);
    file.refuse(
        safetensors(
            "{\"%s\":{\"dtype\":\"F32\",\"shape\":[9],\"data_offsets\":[0,16]}}".formatted(name)),
        "a long name");
    file.refuse(
        safetensors(
            "{\"a\":{\"dtype\":\"%s\",\"shape\":[9],\"data_offsets\":[0,16]}}".formatted(name)),
        "a long type");
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    file.refuse(safetensors("{\"a\":" + "[".repeat(500_000)), "deep arrays");
    file.refuse(safetensors("{\"a\":".repeat(100_000)), "deep objects");
    file.refuse(
        safetensors("{\"a\":" + "[".repeat(400_000) + "]".repeat(400_000) + "}"), "closed arrays");
  }

  private static byte[] safetensors(final String json) {
    final byte[] header = json.getBytes(StandardCharsets.UTF_8);
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(FormatWriters.longBytes(header.length));
    bytes.writeBytes(header);
    bytes.writeBytes(new byte[16]);
    return bytes.toByteArray();
  }
}
