package sc.fiji.styletransfer.weights.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * Reads the pickles of a PyTorch state dictionary and nothing else. A pickle is a program; this
 * runs it with a closed list of instructions and of names, where a name only stands for one of our
 * own records. What is not on the lists ends the reading.
 */
final class TorchUnpickler extends Unpickler {

  /** Instructions whose effect is bounded by their own size, apart from those handled below. */
  private static final Set<Short> PLAIN_INSTRUCTIONS =
      Set.of(
          Opcodes.PROTO,
          Opcodes.FRAME,
          Opcodes.MARK,
          Opcodes.STOP,
          Opcodes.NONE,
          Opcodes.NEWTRUE,
          Opcodes.NEWFALSE,
          Opcodes.BININT,
          Opcodes.BININT1,
          Opcodes.BININT2,
          Opcodes.LONG1,
          Opcodes.BINFLOAT,
          Opcodes.SHORT_BINSTRING,
          Opcodes.SHORT_BINUNICODE,
          Opcodes.EMPTY_TUPLE,
          Opcodes.TUPLE,
          Opcodes.TUPLE1,
          Opcodes.TUPLE2,
          Opcodes.TUPLE3,
          Opcodes.EMPTY_LIST,
          Opcodes.APPEND,
          Opcodes.APPENDS,
          Opcodes.EMPTY_DICT,
          Opcodes.MEMOIZE,
          Opcodes.BINPUT,
          Opcodes.LONG_BINPUT,
          Opcodes.BINGET,
          Opcodes.LONG_BINGET,
          Opcodes.REDUCE,
          Opcodes.BINPERSID);

  private final ByteArrayInputStream source;

  /**
   * @param source that stands at the first pickle; several can be read in turn
   */
  TorchUnpickler(final ByteArrayInputStream source) {
    this.source = source;
  }

  /**
   * @return the next object
   * @throws WeightsException if the pickle is damaged or uses what is not on the lists
   */
  Object next() {
    try {
      return load(source);
    } catch (final WeightsException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The library reports damage with whatever exception the damage led to.
      throw new WeightsException("its table of tensors is damaged", e);
    }
  }

  @Override
  protected Object dispatch(final short instruction) throws IOException {
    switch (instruction) {
      case Opcodes.GLOBAL -> loadName(PickleUtils.readline(source), PickleUtils.readline(source));
      case Opcodes.STACK_GLOBAL -> loadNameFromStack();
      case Opcodes.SETITEM -> setItem();
      case Opcodes.SETITEMS -> setItems();
      case Opcodes.BUILD -> dropAttributes();
      case Opcodes.BINUNICODE, Opcodes.BINSTRING -> {
        requireLength();
        return super.dispatch(instruction);
      }
      default -> {
        requirePlain(instruction);
        return super.dispatch(instruction);
      }
    }
    return NO_RETURN_VALUE;
  }

  @Override
  protected Object persistentLoad(final Object id) {
    return TorchStorage.of(id);
  }

  private void loadName(final String module, final String name) {
    stack.add(TorchName.of(module + "." + name));
  }

  private void loadNameFromStack() {
    final Object name = stack.pop();
    loadName(String.valueOf(stack.pop()), String.valueOf(name));
  }

  private void setItem() {
    final Object value = stack.pop();
    put(stack.pop(), value);
  }

  private void setItems() {
    final List<Object> items = stack.pop_all_since_marker();
    for (int i = 0; i < items.size(); i += 2) put(items.get(i), items.get(i + 1));
  }

  /** Keys made of lists of lists would take forever to hash; real ones are names and numbers. */
  @SuppressWarnings("unchecked")
  private void put(final Object key, final Object value) {
    if (!(key instanceof String || key instanceof Number))
      throw new WeightsException("its table of tensors has entries without a name");
    if (!(stack.peek() instanceof Map))
      throw new WeightsException("its table of tensors is damaged");
    ((Map<Object, Object>) stack.peek()).put(key, value);
  }

  /** State dictionaries carry version numbers as Python attributes, which are not needed. */
  private void dropAttributes() {
    stack.pop();
    if (!(stack.peek() instanceof Map))
      throw new WeightsException(
          "it holds Python objects instead of a state dictionary; save model.state_dict() instead");
  }

  /** The library would set aside whatever length it is told. */
  private void requireLength() throws IOException {
    source.mark(Integer.BYTES);
    final int length = PickleUtils.bytes_to_integer(PickleUtils.readbytes(source, Integer.BYTES));
    if (length < 0 || length > source.available())
      throw new WeightsException("its table of tensors is cut short");
    source.reset();
  }

  private static void requirePlain(final short instruction) {
    if (!PLAIN_INSTRUCTIONS.contains(instruction))
      throw new WeightsException(
          "its pickle uses the instruction "
              + instruction
              + ", which no state dictionary needs; it is not read for safety");
  }
}
