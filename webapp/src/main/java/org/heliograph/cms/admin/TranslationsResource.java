package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.Items;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.publish.ItemId;
import org.heliograph.cms.publish.LanguageState;
import org.heliograph.cms.publish.States;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.transfer.LanguagePair;
import org.heliograph.cms.transfer.TranslationExport;
import org.heliograph.cms.transfer.TranslationFormat;
import org.heliograph.cms.transfer.TranslationImport;
import org.heliograph.cms.transfer.TranslationReport;
import org.heliograph.cms.transfer.TranslationSelection;

/** Texts for translators: out as a table or as XLIFF, and back. */
public final class TranslationsResource extends Resource {

    private static final Parameter SOURCE = Parameter.text(
            "source", 20, "Language to translate from; the default language without this.", "源语言；不填则为默认语言。");
    private static final Parameter TARGET = Parameter.text(
            "target", 20, "Language to translate into; the other one of two without this.", "目标语言；站点仅有两种语言时可不填。");

    private static final Schema COUNT = Schema.integer(0, Long.MAX_VALUE);

    private static final Schema REPORT = Schema.named(
            "TranslationReport",
            () -> Schema.object()
                    .with("done", Schema.flag().about("Whether it was stored.", "是否已保存。"))
                    .with("texts", COUNT.about("Translations that are new.", "新译文数。"))
                    .with("items", COUNT)
                    .with("untouched", COUNT)
                    .with("empty", COUNT)
                    .with("obstacles", TransferForm.FINDINGS)
                    .with("obstacleCount", COUNT)
                    .with("notes", TransferForm.FINDINGS));

    private final ContentRepository repository;
    private final Supplier<Definitions> definitions;
    private final States states;
    private final TranslationImport imports;

    /** @param definitions the current ones, at each call */
    public TranslationsResource(
            ContentRepository repository, Supplier<Definitions> definitions, States states, Items items) {
        this.repository = repository;
        this.definitions = definitions;
        this.states = states;
        this.imports = new TranslationImport(repository, definitions, items);
    }

    @Override
    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        for (TranslationFormat format : TranslationFormat.values()) {
            operations.add(Operation.get(
                            "/transfer/translations." + format.extension(),
                            "Texts for translators as " + format,
                            "导出待译文本（" + format + "）")
                    .takes(
                            SOURCE,
                            TARGET,
                            TransferForm.WORKSPACE,
                            TransferForm.PATH,
                            TransferForm.REFERENCES,
                            Parameter.of(
                                    "texts",
                                    Schema.oneOf("all", "missing", "stale"),
                                    "Which ones: all, those without translation (missing, the default), or those of"
                                            + " changed sources too (stale).",
                                    "哪些文本：全部（all）、缺少译文的（missing，默认）或另含源文已更改的（stale）。"))
                    .answersStream(format.mediaType())
                    .refuses(403, 404, 422)
                    .runs(call -> export(call, format)));
        }
        operations.add(Operation.post("/transfer/translations", "Take translations back", "导入译文")
                .takes(
                        SOURCE,
                        TARGET,
                        TransferForm.DRY_RUN,
                        Parameter.flag(
                                "partial", "Stores what is right where something else is wrong.", "部分有误时仍保存其余正确的译文。"),
                        Parameter.flag(
                                "overwrite",
                                "Takes translations although their source, or what is stored, was changed meanwhile.",
                                "即使源文或已存译文在此期间更改，仍采用这些译文。"))
                .takesStream(
                        TranslationFormat.MOST_BYTES,
                        TranslationFormat.CSV.mediaType(),
                        TranslationFormat.XLIFF.mediaType())
                .answers(200, REPORT)
                .refuses(422)
                .runs(this::take));
        return operations;
    }

    private LanguagePair pair(Call call) throws IOException, RepositoryException {
        var i18n = definitions.get().site().i18n();
        String source = call.text("source").orElse(i18n.defaultLocale().toLanguageTag());
        String target = call.text("target")
                .orElseGet(() -> i18n.locales().stream()
                        .map(Locale::toLanguageTag)
                        .filter(tag -> !tag.equals(source))
                        .findFirst()
                        .orElse(source));
        return TransferForm.doing(call, () -> LanguagePair.of(definitions.get().site(), source, target));
    }

    private Answer export(Call call, TranslationFormat format) throws IOException, RepositoryException {
        LanguagePair pair = pair(call);
        TranslationSelection texts = TranslationSelection.valueOf(
                call.text("texts").orElse("missing").toUpperCase(Locale.ROOT));
        TranslationExport.Prepared prepared = TransferForm.doing(call, () -> {
            var selection = TransferForm.selection(
                    call, repository, definitions.get().site(), List.of(), call.flag("references"));
            var order = new TranslationExport.Order(selection, pair, texts, this::isStale, call.language());
            return new TranslationExport(repository, definitions.get()).prepare(order, call.rights());
        });
        String name = "texts-" + pair.source().toLanguageTag() + "-"
                + pair.target().toLanguageTag() + "." + format.extension();
        return Answer.file(format.mediaType(), name, out -> {
            try {
                prepared.write(format, out);
            } catch (RepositoryException e) {
                throw new IOException("The export broke off", e);
            }
        });
    }

    private boolean isStale(String workspace, String id, Locale target) throws RepositoryException {
        return states.of(new ItemId(workspace, id))
                .flatMap(item -> Optional.ofNullable(item.languages().get(target)))
                .map(LanguageState::stale)
                .orElse(false);
    }

    private Answer take(Call call) throws IOException, RepositoryException {
        LanguagePair pair = pair(call);
        TranslationFormat format = TranslationFormat.of(call.mediaType()).orElseThrow();
        var options = new TranslationImport.Options(call.flag("dryRun"), call.flag("partial"), call.flag("overwrite"));
        TranslationReport report =
                TransferForm.doing(call, () -> imports.run(format, call.stream(), pair, options, new CallEditor(call)));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("done", report.done())
                .put("texts", report.texts())
                .put("items", report.items())
                .put("untouched", report.untouched())
                .put("empty", report.empty());
        json.set("obstacles", TransferForm.json(report.obstacles(), call.language()));
        json.put("obstacleCount", report.obstacles().size());
        json.set("notes", TransferForm.json(report.notes(), call.language()));
        return Answer.ok(json);
    }
}
