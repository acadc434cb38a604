package sc.fiji.styletransfer.optimise;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;

/** A vector that lists the names of the methods that are called on it and on its results. */
final class ObservedVector implements InvocationHandler {

  private final FloatArrayVector vector;
  private final List<String> calls;

  private ObservedVector(final FloatArrayVector vector, final List<String> calls) {
    this.vector = vector;
    this.calls = calls;
  }

  /** Wraps a vector. */
  @SuppressWarnings("rawtypes")
  static Vector of(final FloatArrayVector vector, final List<String> calls) {
    return (Vector)
        Proxy.newProxyInstance(
            ObservedVector.class.getClassLoader(),
            new Class<?>[] {Vector.class},
            new ObservedVector(vector, calls));
  }

  @Override
  public Object invoke(final Object proxy, final Method method, final Object[] arguments)
      throws Throwable {
    calls.add(method.getName());
    final Object[] plain = arguments == null ? new Object[0] : arguments.clone();
    for (int i = 0; i < plain.length; i++)
      if (plain[i] instanceof Vector)
        plain[i] = ((ObservedVector) Proxy.getInvocationHandler(plain[i])).vector;
    try {
      final Object result = method.invoke(vector, plain);
      return result instanceof FloatArrayVector ? of((FloatArrayVector) result, calls) : result;
    } catch (final InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
