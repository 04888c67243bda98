package org.heliograph.cms.app;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import javax.jcr.RepositoryException;
import org.heliograph.cms.security.Rights;
import org.heliograph.cms.transfer.ArchiveTarget;
import org.heliograph.cms.transfer.ContentExport;
import org.heliograph.cms.transfer.Selection;
import org.heliograph.cms.transfer.TransferException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes content as an archive while no host runs on the data directory. */
@Command(name = "export", description = "Exports content to a directory or ZIP file while no host runs.")
final class ExportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR|ZIP", description = "A directory, or a file whose name ends with .zip.")
    private Path place = Path.of("");

    @Option(names = "--workspace", description = "A workspace; may be repeated. All content without this and --path.")
    private List<String> workspaces = List.of();

    @Option(names = "--path", description = "A tree, written as workspace:/path; may be repeated.")
    private List<String> paths = List.of();

    @Option(names = "--lang", description = "A language; may be repeated. All without this.")
    private List<String> languages = List.of();

    @Option(names = "--references", description = "Takes along what the items refer to.")
    private boolean references;

    @Override
    public Integer call() {
        return Offline.run(this::export);
    }

    private int export(Wiring host) throws IOException, RepositoryException, TransferException {
        Selection selection =
                Selection.of(host.repository(), host.definitions().site(), workspaces, paths, languages, references);
        ContentExport.Prepared prepared =
                new ContentExport(host.repository(), host.definitions()).prepare(selection, Rights.ALL);
        if (place.toString().endsWith(".zip")) {
            writeZip(prepared);
        } else {
            try (ArchiveTarget target = ArchiveTarget.directory(place)) {
                prepared.write(target);
            }
        }
        Offline.say("exported", prepared.items(), place);
        return Offline.DONE;
    }

    /** Under another name until it is whole. */
    private void writeZip(ContentExport.Prepared prepared) throws IOException, RepositoryException {
        Path part = place.resolveSibling(place.getFileName() + ".part");
        try (OutputStream out = Files.newOutputStream(part);
                ArchiveTarget target = ArchiveTarget.zip(out)) {
            prepared.write(target);
        }
        Files.move(part, place, StandardCopyOption.REPLACE_EXISTING);
    }
}
