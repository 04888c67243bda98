package org.heliograph.cms.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.jcr.RepositoryException;
import org.heliograph.cms.security.Rights;
import org.heliograph.cms.transfer.Archive;
import org.heliograph.cms.transfer.ImportMode;
import org.heliograph.cms.transfer.ImportReport;
import org.heliograph.cms.transfer.TransferException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports an archive while no host runs on the data directory. */
@Command(name = "import", description = "Imports an archive of content while no host runs; what is there stays.")
final class ImportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR|ZIP", description = "An archive that was exported.")
    private Path place = Path.of("");

    @Option(names = "--dry-run", description = "Only tells what would be done.")
    private boolean dryRun;

    @Option(names = "--replace", description = "Removes values and parts that the archive's items lack.")
    private boolean replace;

    @Option(names = "--mirror", description = "Removes items too that the archive's trees lack.")
    private boolean mirror;

    @Override
    public Integer call() {
        return Offline.run(this::bring);
    }

    private int bring(Wiring host) throws IOException, RepositoryException, TransferException {
        ImportMode mode = mirror ? ImportMode.MIRROR : replace ? ImportMode.REPLACE : ImportMode.ADD;
        try (Archive archive = Archive.open(place)) {
            // Who loses something is told before it happens.
            boolean first = dryRun || mode != ImportMode.ADD;
            ImportReport report = first
                    ? host.imports().check(archive, mode, Rights.ALL)
                    : host.imports().run(archive, mode, Rights.ALL);
            tell(report);
            if (!report.isPossible()) {
                Offline.complain("not-imported");
                return Offline.REFUSED;
            }
            if (!dryRun && first) {
                report = host.imports().run(archive, mode, Rights.ALL);
            }
            if (report.isDone()) {
                Offline.say("imported");
            }
            return Offline.DONE;
        }
    }

    private static void tell(ImportReport report) {
        Locale language = Locale.getDefault();
        report.notes().forEach(note -> Offline.print("- " + note.line(language)));
        report.lost().forEach(lost -> Offline.say("lost", lost));
        report.fields().forEach((field, count) -> Offline.say("field", field, count));
        Offline.say(
                "counts",
                report.added(),
                report.changed(),
                report.moved(),
                report.unchanged(),
                report.kept(),
                report.lostCount(),
                report.noteCount());
        report.obstacles().forEach(obstacle -> Offline.printError("- " + obstacle.line(language)));
    }
}
