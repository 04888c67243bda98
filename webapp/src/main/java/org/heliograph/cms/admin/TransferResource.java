package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import javax.jcr.RepositoryException;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.publish.ItemId;
import org.heliograph.cms.publish.NotPublishedException;
import org.heliograph.cms.publish.PublishRequest;
import org.heliograph.cms.publish.Publishing;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.transfer.Archive;
import org.heliograph.cms.transfer.ArchiveImport;
import org.heliograph.cms.transfer.ArchiveTarget;
import org.heliograph.cms.transfer.ContentExport;
import org.heliograph.cms.transfer.ImportMode;
import org.heliograph.cms.transfer.ImportReport;

/** Content as an archive of files: out, and in again. */
public final class TransferResource extends Resource {

    private static final long MOST_BYTES = 4_000_000_000L;
    private static final String ZIP = "application/zip";
    private static final String UPLOAD = "upload-";
    /** Items that are published in one save. */
    private static final int PUBLISHED_TOGETHER = 200;

    private static final Schema COUNT = Schema.integer(0, Long.MAX_VALUE);

    private static final Schema REPORT = Schema.named(
            "ImportReport",
            () -> Schema.object()
                    .with("done", Schema.flag().about("Whether it was done.", "是否已执行。"))
                    .with("published", Schema.flag())
                    .with("added", COUNT)
                    .with("changed", COUNT)
                    .with("moved", COUNT)
                    .with("unchanged", COUNT)
                    .with("reordered", COUNT)
                    .with(
                            "kept",
                            COUNT.about("Values that are stored, missing in the archive, and stay.", "归档中缺少而予以保留的已存值。"))
                    .with("fields", Schema.map(COUNT, ImportReport.MOST_LISTED + 1))
                    .with("lost", Schema.list(Schema.text(8000), ImportReport.MOST_LISTED))
                    .with("lostCount", COUNT)
                    .with("obstacles", TransferForm.FINDINGS)
                    .with("obstacleCount", COUNT)
                    .with("notes", TransferForm.FINDINGS)
                    .with("noteCount", COUNT));

    private final ContentRepository repository;
    private final Publishing publishing;
    private final Supplier<Definitions> definitions;
    private final Path directory;
    private final ArchiveImport imports;

    /**
     * @param definitions the current ones, at each call
     * @param imports takes in archives, one at a time
     * @param directory for uploads
     * @throws IOException if the directory cannot be used
     */
    public TransferResource(
            ContentRepository repository,
            Publishing publishing,
            Supplier<Definitions> definitions,
            ArchiveImport imports,
            Path directory)
            throws IOException {
        this.repository = repository;
        this.publishing = publishing;
        this.definitions = definitions;
        this.directory = Files.createDirectories(directory);
        this.imports = imports;
        removeUploads();
    }

    /** What a killed process left. */
    private void removeUploads() throws IOException {
        try (DirectoryStream<Path> uploads = Files.newDirectoryStream(directory, UPLOAD + "*")) {
            for (Path upload : uploads) {
                Files.delete(upload);
            }
        }
    }

    @Override
    List<Operation> operations() {
        return List.of(
                Operation.get("/transfer/archive", "Content as a ZIP archive of content files", "将内容导出为 ZIP 归档")
                        .takes(
                                TransferForm.WORKSPACE,
                                TransferForm.PATH,
                                Parameter.texts("lang", 20, "Languages; all without this.", "语言；不填则为全部。"),
                                TransferForm.REFERENCES)
                        .answersStream(ZIP)
                        .refuses(403, 404, 422)
                        .runs(this::export),
                Operation.post("/transfer/archive", "Import an archive into the working content", "将归档导入工作内容")
                        .takes(
                                TransferForm.DRY_RUN,
                                Parameter.of(
                                        "mode",
                                        Schema.oneOf("add", "replace", "mirror"),
                                        "What becomes of what the archive lacks: it stays (add, the default), values go"
                                                + " (replace), items go too (mirror).",
                                        "归档中缺少的内容如何处理：保留（add，默认）、移除值（replace）、连同条目移除（mirror）。"),
                                Parameter.flag("publish", "Publishes what was brought or changed.", "发布新增或更改的条目。"))
                        .takesStream(MOST_BYTES, ZIP)
                        .answers(200, REPORT)
                        .refuses(409, 422)
                        .runs(this::bring));
    }

    private Answer export(Call call) throws IOException, RepositoryException {
        ContentExport.Prepared prepared = TransferForm.doing(call, () -> {
            var selection = TransferForm.selection(
                    call, repository, definitions.get().site(), call.texts("lang"), call.flag("references"));
            return new ContentExport(repository, definitions.get()).prepare(selection, call.rights());
        });
        return Answer.file(ZIP, "content.zip", out -> {
            try (ArchiveTarget target = ArchiveTarget.zip(out)) {
                prepared.write(target);
            } catch (RepositoryException e) {
                throw new IOException("The export broke off", e);
            }
        });
    }

    private Answer bring(Call call) throws IOException, RepositoryException {
        Path upload = Files.createTempFile(directory, UPLOAD, ".zip");
        try {
            try (OutputStream out = Files.newOutputStream(upload)) {
                call.stream().transferTo(out);
            }
            ImportMode mode = ImportMode.valueOf(call.text("mode").orElse("add").toUpperCase(Locale.ROOT));
            ImportReport report = TransferForm.doing(call, () -> {
                try (Archive archive = Archive.open(upload)) {
                    return call.flag("dryRun")
                            ? imports.check(archive, mode, call.rights())
                            : imports.run(archive, mode, call.rights());
                }
            });
            boolean published = report.isDone() && call.flag("publish") && publish(call, report);
            return Answer.ok(json(report, published, call.language()));
        } finally {
            Files.delete(upload);
        }
    }

    /** Parents come first in an archive, so that each part finds its own. */
    private boolean publish(Call call, ImportReport report) throws RepositoryException {
        List<ItemId> items = new ArrayList<>();
        report.written().forEach(item -> items.add(new ItemId(item.workspace(), item.id())));
        try {
            for (int from = 0; from < items.size(); from += PUBLISHED_TOGETHER) {
                List<ItemId> part = items.subList(from, Math.min(items.size(), from + PUBLISHED_TOGETHER));
                publishing
                        .publish(
                                call.caller(),
                                new PublishRequest(
                                        part, Set.of(), false, true, PublishRequest.References.LEAVE, "import"))
                        .execute();
            }
            return true;
        } catch (NotPublishedException e) {
            return false;
        }
    }

    private static ObjectNode json(ImportReport report, boolean published, Locale language) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("done", report.isDone()).put("published", published);
        json.put("added", report.added())
                .put("changed", report.changed())
                .put("moved", report.moved())
                .put("unchanged", report.unchanged())
                .put("reordered", report.reordered())
                .put("kept", report.kept());
        ObjectNode fields = json.putObject("fields");
        report.fields().forEach(fields::put);
        report.lost().forEach(json.putArray("lost")::add);
        json.put("lostCount", report.lostCount());
        json.set("obstacles", TransferForm.json(report.obstacles(), language));
        json.put("obstacleCount", report.obstacleCount());
        json.set("notes", TransferForm.json(report.notes(), language));
        json.put("noteCount", report.noteCount());
        return json;
    }
}
