package org.heliograph.cms.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.Editor;
import org.heliograph.cms.content.FieldProblem;
import org.heliograph.cms.content.ItemNode;
import org.heliograph.cms.content.ItemState;
import org.heliograph.cms.content.Items;
import org.heliograph.cms.content.RefusedException;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.repository.ContentRepository;

/**
 * Takes translations back. Each goes the way of an editor's save. All of a file are looked at before the first one is
 * stored.
 */
public final class TranslationImport {

    private final ContentRepository repository;
    private final Supplier<Definitions> definitions;
    private final Items items;

    /** @param definitions the current ones, at each call */
    public TranslationImport(ContentRepository repository, Supplier<Definitions> definitions, Items items) {
        this.repository = repository;
        this.definitions = definitions;
        this.items = items;
    }

    /**
     * How a file is taken.
     *
     * @param dryRun whether nothing is stored
     * @param partial whether what is right is stored where something else is wrong
     * @param overwrite whether a translation counts although its source, or the translation that is stored, was changed
     *     since the file was made
     */
    public record Options(boolean dryRun, boolean partial, boolean overwrite) {}

    /**
     * Takes a file.
     *
     * @throws TransferException if it is no such file, or one of other languages
     */
    public TranslationReport run(
            TranslationFormat format, InputStream file, LanguagePair pair, Options options, Editor editor)
            throws IOException, RepositoryException, TransferException {
        Map<String, List<TranslationFormat.Incoming>> byItem = new LinkedHashMap<>();
        for (TranslationFormat.Incoming text : format.read(file, pair)) {
            byItem.computeIfAbsent(text.workspace() + ":" + text.id(), key -> new ArrayList<>())
                    .add(text);
        }
        Taking taking = new Taking(pair, options, editor);
        for (List<TranslationFormat.Incoming> texts : byItem.values()) {
            taking.look(texts);
        }
        return taking.finish();
    }

    /** New translations of one item. */
    private record Accepted(String workspace, String path, String place, int texts, Items.Change change) {}

    private final class Taking {

        private final LanguagePair pair;
        private final Options options;
        private final Editor editor;
        private final Translatables translatables;
        private final List<Accepted> accepted = new ArrayList<>();
        private final List<Finding> obstacles = new ArrayList<>();
        private final List<Finding> notes = new ArrayList<>();
        private long untouched;
        private long empty;

        private Taking(LanguagePair pair, Options options, Editor editor) {
            this.pair = pair;
            this.options = options;
            this.editor = editor;
            this.translatables = new Translatables(definitions.get(), pair, Locale.ENGLISH);
        }

        private void look(List<TranslationFormat.Incoming> texts) throws RepositoryException {
            TranslationFormat.Incoming first = texts.get(0);
            Optional<String> path = path(first.workspace(), first.id());
            if (path.isEmpty()) {
                texts.forEach(text ->
                        obstacles.add(Finding.at(text.place(), "item-unknown", text.workspace() + ":" + text.id())));
                return;
            }
            ItemState state = items.read(first.workspace(), path.get());
            Map<String, TranslatableText> known = new HashMap<>();
            translatables
                    .of(state.workspace(), state.path(), state.item())
                    .forEach(text -> known.put(text.field(), text));
            Map<TranslatableText, String> targets = new LinkedHashMap<>();
            for (TranslationFormat.Incoming text : texts) {
                look(text, Optional.ofNullable(known.remove(text.field())), targets);
            }
            if (!targets.isEmpty()) {
                accept(state, first.place(), targets);
            }
        }

        /** What may not be read is not there. */
        private Optional<String> path(String workspace, String id) throws RepositoryException {
            if (!repository.contentWorkspaces().contains(workspace)) {
                return Optional.empty();
            }
            return repository
                    .read(workspace, session -> {
                        Optional<Node> node = StoredNodes.find(session, id);
                        boolean item = node.isPresent() && node.get().getDepth() > 0 && ItemNode.isItem(node.get());
                        return item ? Optional.of(node.get().getPath()) : Optional.<String>empty();
                    })
                    .filter(found -> editor.mayRead(workspace, found));
        }

        private void look(
                TranslationFormat.Incoming text,
                Optional<TranslatableText> stored,
                Map<TranslatableText, String> targets) {
            if (stored.isEmpty()) {
                obstacles.add(Finding.at(text.place(), "text-unknown", text.field()));
                return;
            }
            TranslatableText now = stored.get();
            try {
                Optional<String> target = text.target(now);
                if (target.isEmpty()) {
                    empty++;
                } else if (target.get().equals(now.target())) {
                    untouched++;
                } else if (isFresh(text, now)) {
                    targets.put(now, target.get());
                }
            } catch (TransferException e) {
                // Markup of another source cannot fit; that is what is wrong then.
                obstacles.add(text.hasSource(now) ? e.finding() : Finding.at(text.place(), "source-changed"));
            }
        }

        private boolean isFresh(TranslationFormat.Incoming text, TranslatableText now) {
            List<Finding> changed = new ArrayList<>();
            if (!text.hasSource(now)) {
                changed.add(Finding.at(text.place(), "source-changed"));
            }
            if (!text.hadTarget(now)) {
                changed.add(Finding.at(text.place(), "target-changed"));
            }
            (options.overwrite() ? notes : obstacles).addAll(changed);
            return changed.isEmpty() || options.overwrite();
        }

        private void accept(ItemState state, String place, Map<TranslatableText, String> targets)
                throws RepositoryException {
            ObjectNode form = state.form();
            ObjectNode values = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<TranslatableText, String> target : targets.entrySet()) {
                String[] steps = target.getKey().field().split("/");
                if (!put(form, steps, target.getValue())) {
                    obstacles.add(
                            Finding.at(place, "list-incomplete", target.getKey().field()));
                    return;
                }
                values.set(steps[0], form.get(steps[0]));
            }
            Items.Change change = new Items.Change(state.revision(), values, Optional.empty());
            try {
                items.check(state.workspace(), state.path(), change, editor);
                accepted.add(new Accepted(state.workspace(), state.path(), place, targets.size(), change));
            } catch (RefusedException e) {
                refused(place, e);
            }
        }

        private void refused(String place, RefusedException e) {
            if (e.problems().isEmpty()) {
                obstacles.add(Finding.at(place, "save-refused", "", e.id()));
            }
            for (FieldProblem problem : e.problems()) {
                obstacles.add(Finding.at(place, "save-refused", problem.pointer(), problem.id()));
            }
        }

        /** @return false where a value of a list would come behind one that is missing */
        private boolean put(ObjectNode form, String[] steps, String text) {
            boolean listed = steps[steps.length - 1].startsWith("#");
            int last = listed ? steps.length - 2 : steps.length - 1;
            JsonNode node = form;
            for (int i = 0; i < last; i++) {
                node = below(node, steps[i]);
            }
            ObjectNode languages = node.get(steps[last]) instanceof ObjectNode there
                    ? there
                    : ((ObjectNode) node).putObject(steps[last]);
            String tag = pair.target().toLanguageTag();
            if (!listed) {
                languages.put(tag, text);
                return true;
            }
            ArrayNode all = languages.get(tag) instanceof ArrayNode there ? there : languages.putArray(tag);
            int number = Integer.parseInt(steps[steps.length - 1].substring(1)) - 1;
            if (number > all.size()) {
                return false;
            }
            if (number == all.size()) {
                all.add(text);
            } else {
                all.set(number, JsonNodeFactory.instance.textNode(text));
            }
            return true;
        }

        private static JsonNode below(JsonNode node, String step) {
            if (!node.isArray()) {
                return node.get(step);
            }
            for (JsonNode row : node) {
                if (row.path("@name").asText().equals(step)) {
                    return row;
                }
            }
            throw new IllegalStateException("no row " + step);
        }

        private TranslationReport finish() throws RepositoryException {
            boolean storing = !options.dryRun() && (obstacles.isEmpty() || options.partial());
            long texts = 0;
            for (Accepted each : accepted) {
                texts += each.texts();
                if (storing) {
                    store(each);
                }
            }
            return new TranslationReport(
                    texts, accepted.size(), untouched, empty, List.copyOf(obstacles), List.copyOf(notes), storing);
        }

        private void store(Accepted each) throws RepositoryException {
            try {
                items.save(each.workspace(), each.path(), each.change(), editor);
            } catch (RefusedException e) {
                // Somebody else was quicker.
                refused(each.place(), e);
            }
        }
    }
}
