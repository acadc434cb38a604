package sc.fiji.styletransfer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.measure.ResultsTable;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.styletransfer.batch.BatchEntry;
import sc.fiji.styletransfer.batch.BatchReport;

class FolderRunTest {

  @Test
  void tabsAndLineBreaksInNamesAndReasonsDoNotBreakTheTable() {
    final BatchEntry entry =
        new BatchEntry(
            Path.of("a\tb.png"),
            Path.of("style\n.png"),
            Path.of("a-style.tif"),
            BatchEntry.Outcome.FAILED,
            "The file\n\tcannot be read.",
            1.5);
    final ResultsTable table = FolderRun.table(new BatchReport(List.of(entry)));
    assertEquals(1, table.size());
    assertEquals("a b.png", table.getStringValue("Image", 0));
    assertEquals("style .png", table.getStringValue("Style", 0));
    assertEquals("The file cannot be read.", table.getStringValue("Note", 0));
    assertEquals(
        table.getColumnHeadings().split("\t").length, table.getRowAsString(0).split("\t").length);
  }
}
