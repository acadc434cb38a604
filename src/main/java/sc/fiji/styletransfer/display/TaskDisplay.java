package sc.fiji.styletransfer.display;

import ij.IJ;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.task.Task;
import org.scijava.task.TaskService;

/**
 * Progress in Fiji: status line, progress bar and an entry in the task list. The stop button of the
 * entry and the Escape key stop the run.
 */
public final class TaskDisplay implements RunDisplay {

  private final String name;
  private final StatusService status;
  private final Task task;

  /**
   * @param context with the services of Fiji
   * @param name of the task
   */
  public TaskDisplay(final Context context, final String name) {
    this.name = name + ": ";
    status = context.service(StatusService.class);
    task = context.service(TaskService.class).createTask(name);
    // The run polls isStopped(), so that the stop button needs no action of its own.
    task.setCancelCallBack(() -> {});
    task.start();
    IJ.resetEscape();
  }

  @Override
  public void show(final int done, final int total, final String text) {
    status.showStatus(done, total, text);
    task.setProgressMaximum(total);
    task.setProgressValue(done);
    // The list of tasks shows the name beside the message.
    task.setStatusMessage(text.startsWith(name) ? text.substring(name.length()) : text);
  }

  @Override
  public boolean isStopped() {
    return task.isCanceled() || IJ.escapePressed();
  }

  @Override
  public void close() {
    task.finish();
    status.showProgress(1, 1);
    status.clearStatus();
  }
}
