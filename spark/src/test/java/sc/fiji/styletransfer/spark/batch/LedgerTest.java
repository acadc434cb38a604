package sc.fiji.styletransfer.spark.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sc.fiji.styletransfer.batch.BatchEntry.Outcome;
import sc.fiji.styletransfer.batch.JobOutcome;
import sc.fiji.styletransfer.batch.TransferJob;

/** The report has one row for each job, whatever the order in which they end. */
class LedgerTest {

  private final Ledger ledger = new Ledger(List.of(job("a.png"), job("b,\"c\".png"), job("d.png")));

  private static TransferJob job(final String content) {
    return new TransferJob(
        "hdfs://host/in/" + content, "file:/style.png", "s3a://out/" + content + ".tif", Map.of());
  }

  private static TaskResult result(final Outcome outcome, final String note) {
    return new TaskResult(new JobOutcome(outcome, note, 1.5).toJson(), "host1", 2);
  }

  @Test
  void countsAndQuotes() {
    assertTrue(ledger.enter(1, result(Outcome.FAILED, "no image")).startsWith("1 of 3"));
    assertTrue(ledger.enter(0, result(Outcome.DONE, "loss 1")).contains("left"));
    final String[] rows = ledger.csv().split("\r\n");
    assertEquals(4, rows.length);
    assertEquals(
        "hdfs://host/in/a.png,file:/style.png,s3a://out/a.png.tif,done,1.50,host1,2,loss 1",
        rows[1]);
    assertTrue(rows[2].startsWith("\"hdfs://host/in/b,\"\"c\"\".png\""));
    assertTrue(rows[3].contains(",stopped,0.00,,,"));
    assertEquals(1, ledger.report().count(Outcome.STOPPED));
  }

  @Test
  void aResultThatArrivesTwiceCountsOnce() {
    ledger.enter(0, result(Outcome.DONE, ""));
    assertTrue(ledger.enter(0, result(Outcome.DONE, "")).startsWith("1 of 3"));
  }
}
