package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import javax.jcr.RepositoryException;
import org.heliograph.cms.definition.Site;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.transfer.Finding;
import org.heliograph.cms.transfer.ImportReport;
import org.heliograph.cms.transfer.Selection;
import org.heliograph.cms.transfer.TransferException;
import org.heliograph.cms.web.ProblemException;

/** What operations that move content take and answer alike. */
final class TransferForm {

    static final Parameter WORKSPACE = Parameter.texts(
            "workspace", 100, "Workspaces; all that hold content without this and path.", "工作区；不填且无 path 时为所有内容工作区。");
    static final Parameter PATH =
            Parameter.texts("path", 4000, "Trees, written as workspace:/path.", "内容树，写作 workspace:/path。");
    static final Parameter REFERENCES = Parameter.flag(
            "references", "Takes along what the items refer to, and what that refers to.", "一并包含被引用的条目，逐级追踪。");
    static final Parameter DRY_RUN = Parameter.flag("dryRun", "Only tells what would be done.", "仅报告将执行的操作。");

    static final Schema FINDINGS = Schema.list(
            Schema.object()
                    .with("id", Schema.text(100))
                    .with("place", Schema.text(8000))
                    .with("text", Schema.text(8000)),
            ImportReport.MOST_LISTED);

    private TransferForm() {}

    /** Work on files, whose refusals become problems. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException, RepositoryException, TransferException;
    }

    static <T> T doing(Call call, Work<T> work) throws IOException, RepositoryException {
        try {
            return work.run();
        } catch (TransferException e) {
            Finding finding = e.finding();
            int status = switch (finding.id()) {
                case "selection-missing", "workspace-unknown" -> 404;
                case "selection-not-readable" -> 403;
                case "import-running" -> 409;
                default -> 422;
            };
            throw new ProblemException(status, "transfer-refused", finding.line(call.language()))
                    .with("reason", finding.id());
        }
    }

    static Selection selection(
            Call call, ContentRepository repository, Site site, List<String> languages, boolean references)
            throws TransferException {
        return Selection.of(repository, site, call.texts("workspace"), call.texts("path"), languages, references);
    }

    static ArrayNode json(List<Finding> findings, Locale language) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        findings.stream().limit(ImportReport.MOST_LISTED).forEach(finding -> {
            ObjectNode json = list.addObject();
            json.put("id", finding.id()).put("place", finding.place()).put("text", finding.text(language));
        });
        return list;
    }
}
