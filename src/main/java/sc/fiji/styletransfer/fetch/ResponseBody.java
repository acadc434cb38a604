package sc.fiji.styletransfer.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of a response, piece by piece, with a limit on the wait for each piece. Java's client
 * has no such limit once the body has begun. At most one piece waits in memory.
 */
final class ResponseBody implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {

  private static final Object END = new Object();

  private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();
  private final Duration stall;
  private final CancellableWait wait;
  private volatile Flow.Subscription subscription;

  ResponseBody(
      final Flow.Publisher<List<ByteBuffer>> publisher,
      final Duration stall,
      final CancellableWait wait) {
    this.stall = stall;
    this.wait = wait;
    publisher.subscribe(this);
  }

  /**
   * @return the next piece, or null at the end
   * @throws IOException if the connection breaks or no piece arrives in time
   * @throws DownloadException if the download is cancelled
   */
  @SuppressWarnings("unchecked")
  List<ByteBuffer> next() throws IOException {
    final Object piece = take();
    if (piece == END) return null;
    if (piece instanceof final Throwable failure)
      throw new IOException("the connection broke off", failure);
    return (List<ByteBuffer>) piece;
  }

  @Override
  public void onSubscribe(final Flow.Subscription newSubscription) {
    subscription = newSubscription;
    newSubscription.request(1);
  }

  @Override
  public void onNext(final List<ByteBuffer> piece) {
    arrived.add(piece);
  }

  @Override
  public void onError(final Throwable failure) {
    arrived.add(failure);
  }

  @Override
  public void onComplete() {
    arrived.add(END);
  }

  @Override
  public void close() {
    if (subscription != null) subscription.cancel();
  }

  private Object take() throws IOException {
    final Object piece =
        wait.await(stall, millis -> arrived.poll(millis, TimeUnit.MILLISECONDS))
            .orElseThrow(
                () ->
                    new IOException(
                        "the server sent nothing for " + stall.toSeconds() + " seconds"));
    if (subscription != null) subscription.request(1);
    return piece;
  }
}
