package sc.fiji.styletransfer.weights.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * Reads the pickles of a PyTorch state dictionary and nothing else. A pickle is a program. This
 * class runs the program with a closed list of instructions and a closed list of names ({@link
 * TorchName}); anything else ends the reading.
 */
final class TorchUnpickler extends Unpickler {

  /** Instructions whose effect is bounded by their own size and that need no check. */
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

  /**
   * Most entries of dictionaries that are copied from lists. A pickle can copy the same list many
   * times at a few bytes each. Real dictionaries have fewer than 100 entries.
   */
  private static final int MAX_COPIED_ENTRIES = 100_000;

  private final ByteArrayInputStream source;
  private int copiedEntries;

  /**
   * @param source bytes from the first pickle on; several pickles can follow each other
   */
  TorchUnpickler(final ByteArrayInputStream source) {
    this.source = source;
  }

  /**
   * @return the object in the next pickle
   * @throws WeightsException if the pickle is damaged or uses something that is not on the lists
   */
  Object next() {
    try {
      return load(source);
    } catch (final WeightsException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // The library has no exception for damage; each kind of damage leads to another exception.
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
    final IObjectConstructor dictionaries = this::dictionary;
    stack.add(TorchName.of(module + "." + name, dictionaries));
  }

  private void loadNameFromStack() {
    final String name = (String) stack.pop();
    loadName((String) stack.pop(), name);
  }

  private void setItem() {
    final Object value = stack.pop();
    put(stack.pop(), value);
  }

  private void setItems() {
    final List<Object> items = stack.pop_all_since_marker();
    for (int i = 0; i < items.size(); i += 2) put(items.get(i), items.get(i + 1));
  }

  /** Accepts only text and numbers as keys, because lists of lists can take for ever to hash. */
  @SuppressWarnings("unchecked")
  private void put(final Object key, final Object value) {
    if (!(key instanceof String || key instanceof Number))
      throw new WeightsException("its table of tensors has entries without a name");
    if (!(stack.peek() instanceof Map))
      throw new WeightsException("its table of tensors is damaged");
    ((Map<Object, Object>) stack.peek()).put(key, value);
  }

  /** Constructs a dictionary. Python 3 passes no arguments; Python 2 passes a list of pairs. */
  private Object dictionary(final Object[] arguments) {
    final Map<Object, Object> dictionary = new LinkedHashMap<>();
    if (arguments.length == 0) return dictionary;
    final List<?> pairs = (List<?>) arguments[0];
    copiedEntries += pairs.size();
    if (copiedEntries > MAX_COPIED_ENTRIES)
      throw new WeightsException("its table of tensors is too long");
    for (final Object pair : pairs) {
      final List<?> keyAndValue = (List<?>) pair;
      dictionary.put((String) keyAndValue.get(0), keyAndValue.get(1));
    }
    return dictionary;
  }

  /** Drops the attributes of a state dictionary, which contain only version numbers. */
  private void dropAttributes() {
    stack.pop();
    if (!(stack.peek() instanceof Map))
      throw new WeightsException(
          "it has Python objects instead of a state dictionary; save model.state_dict() instead");
  }

  /** Compares an announced length with the bytes that follow, before the library allocates it. */
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
          "its pickle uses the instruction %s, which no state dictionary needs; it is not read for safety"
              .formatted(instruction));
  }
}
