package sc.fiji.styletransfer.tensor;

import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassReader;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassWriter;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.MethodVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Opcodes;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Type;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.styletransfer.JavaProcess;

/**
 * Lists the calls of DJL's native methods, in a process of its own whose class path starts with a
 * changed copy of DJL's class {@code JniUtils}. The copy announces each native call to this class.
 */
public final class EngineCalls {

  private static final String CALLER = "ai/djl/pytorch/jni/JniUtils";
  private static final String NATIVE = "ai/djl/pytorch/jni/PyTorchLibrary";

  private static final List<String> NAMES = new ArrayList<>();

  private EngineCalls() {}

  /**
   * @param folder empty folder for the changed class
   * @param main class that the process runs
   * @return a process in which this class lists the calls, not yet started
   */
  public static ProcessBuilder process(final Path folder, final Class<?> main) throws IOException {
    final Path file = folder.resolve(CALLER + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, announcing());
    final ProcessBuilder process = JavaProcess.of(main, "512m");
    final int classPath = process.command().indexOf("-cp") + 1;
    process
        .command()
        .set(classPath, folder + File.pathSeparator + process.command().get(classPath));
    return process;
  }

  /**
   * Returns what was listed since the last call of this method.
   *
   * @return names of native methods in the order of their calls
   */
  public static synchronized List<String> take() {
    final List<String> names = List.copyOf(NAMES);
    NAMES.clear();
    return names;
  }

  /** Receives a native call from the changed class. */
  public static synchronized void called(final String name) {
    NAMES.add(name);
  }

  private static byte[] announcing() throws IOException {
    try (InputStream original =
        EngineCalls.class.getClassLoader().getResourceAsStream(CALLER + ".class")) {
      final ClassReader reader = new ClassReader(original);
      final ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
      reader.accept(new Announcing(writer), 0);
      return writer.toByteArray();
    }
  }

  private static final class Announcing extends ClassVisitor {

    private Announcing(final ClassWriter writer) {
      super(Opcodes.ASM9, writer);
    }

    @Override
    public MethodVisitor visitMethod(
        final int access,
        final String name,
        final String descriptor,
        final String signature,
        final String[] exceptions) {
      return new MethodVisitor(
          Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
        @Override
        public void visitMethodInsn(
            final int opcode,
            final String owner,
            final String method,
            final String type,
            final boolean isInterface) {
          if (owner.equals(NATIVE)) {
            visitLdcInsn(method);
            super.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                Type.getInternalName(EngineCalls.class),
                "called",
                "(Ljava/lang/String;)V",
                false);
          }
          super.visitMethodInsn(opcode, owner, method, type, isInterface);
        }
      };
    }
  }
}
