package org.heliograph.cms.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.cms.publish.LanguageState.Standing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heliograph.cms.publish.Published.EN;
import static org.heliograph.cms.publish.Published.ZH;

class StatesTest {

    @TempDir
    private Path directory;

    private Published content;

    @BeforeEach
    void open() throws IOException, RepositoryException {
        content = Published.open(directory);
    }

    @AfterEach
    void close() throws IOException {
        content.close();
    }

    private LanguageState state(ItemId item, Locale language) throws RepositoryException {
        return content.states().of(item).orElseThrow().languages().get(language);
    }

    @Test
    void anItemStandsDifferentlyInItsLanguages() throws Exception {
        // given
        ItemId book = content.book("/", "a");

        // when, then
        assertThat(state(book, ZH).standing()).isEqualTo(Standing.DRAFT);
        content.publish(Set.of(ZH), book);
        assertThat(state(book, ZH).standing()).isEqualTo(Standing.PUBLISHED);
        assertThat(state(book, EN).standing()).isEqualTo(Standing.DRAFT);
        content.set(book, "title_zh", "新");
        assertThat(state(book, ZH).standing()).isEqualTo(Standing.CHANGED);
    }

    @Test
    void aTranslationIsStaleWhenItsSourceChangesAndNoMoreWhenItIsRevised() throws Exception {
        // given
        ItemId book = content.book("/", "a");
        assertThat(state(book, ZH).stale()).isFalse();

        // when, then
        content.set(book, "title", "Another");
        assertThat(state(book, ZH).stale()).isTrue();
        assertThat(state(book, EN).stale()).isFalse();
        content.set(book, "title_zh", "另一");
        assertThat(state(book, ZH).stale()).isFalse();
    }

    @Test
    void publishingDoesNotMakeAStaleTranslationFresh() throws Exception {
        // given
        ItemId book = content.book("/", "a");
        content.publish(Set.of(), book);
        content.set(book, "title", "Another");

        // when
        content.publish(Set.of(), book);

        // then
        assertThat(state(book, ZH)).isEqualTo(new LanguageState(Standing.PUBLISHED, true, List.of()));
    }

    @Test
    void aRenamedItemIsChanged() throws Exception {
        // given
        ItemId book = content.book("/", "a");
        content.publish(Set.of(), book);

        // when
        content.edit("books", session -> {
            session.move("/a", "/b");
            return true;
        });

        // then
        assertThat(state(book, EN).standing()).isEqualTo(Standing.CHANGED);
        assertThat(content.states().of(book).orElseThrow().path()).isEqualTo("/b");
    }

    /** What a book says, by stored name; rows of its list under their numbers. */
    private static final class Model {
        private final Map<String, String> working = new TreeMap<>();
        private final Map<String, String> published = new TreeMap<>();
        private final Set<Locale> publishedIn = new HashSet<>();
        private Optional<String> sourceOfChinese = Optional.empty();
        private String chineseThen = "";

        private static Map<String, String> in(Locale language, Map<String, String> values) {
            Map<String, String> own = new TreeMap<>(values);
            own.keySet().removeIf(name -> language.equals(ZH) != name.endsWith("_zh") || name.startsWith("shared"));
            return own;
        }

        private static Map<String, String> shared(Map<String, String> values) {
            Map<String, String> shared = new TreeMap<>(values);
            shared.keySet().removeIf(name -> !name.startsWith("shared"));
            return shared;
        }

        void changed() {
            String chinese = in(ZH, working).toString();
            if (!chinese.equals(chineseThen)) {
                chineseThen = chinese;
                sourceOfChinese = Optional.of(in(EN, working).toString());
            }
        }

        void publish(Locale language) {
            published.keySet().removeAll(shared(published).keySet());
            published.putAll(shared(working));
            published.keySet().removeAll(in(language, published).keySet());
            published.putAll(in(language, working));
            publishedIn.add(language);
        }

        void unpublish(Locale language) {
            published.keySet().removeAll(in(language, published).keySet());
            publishedIn.remove(language);
            if (publishedIn.isEmpty()) {
                published.clear();
            }
        }

        Standing standing(Locale language) {
            boolean isWritten = !in(language, working).isEmpty();
            boolean isRead =
                    publishedIn.contains(language) && !in(language, published).isEmpty();
            if (!isRead) {
                return isWritten ? Standing.DRAFT : Standing.MISSING;
            }
            boolean isSame = in(language, working).equals(in(language, published))
                    && shared(working).equals(shared(published));
            return isSame ? Standing.PUBLISHED : Standing.CHANGED;
        }

        boolean isStale() {
            return !in(ZH, working).isEmpty()
                    && !in(EN, working).isEmpty()
                    && sourceOfChinese
                            .filter(source -> !source.equals(in(EN, working).toString()))
                            .isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = 1)
    void statesAreRightAfterAThousandRandomEdits(long seed) throws Exception {
        // given
        Random random = new Random(seed);
        Map<ItemId, Model> models = new HashMap<>();
        List<ItemId> books = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ItemId book = content.book("/", "b" + i);
            books.add(book);
            Model model = new Model();
            model.working.put("title", "The b" + i);
            model.working.put("title_zh", "书b" + i);
            model.changed();
            models.put(book, model);
        }

        for (int edit = 0; edit < 1000; edit++) {
            // when
            ItemId book = books.get(random.nextInt(books.size()));
            Model model = models.get(book);
            change(random, book, model);
            model.changed();

            // then
            LanguageState chinese = state(book, ZH);
            assertThat(chinese.standing()).as("zh after edit %s", edit).isEqualTo(model.standing(ZH));
            assertThat(state(book, EN).standing()).as("en after edit %s", edit).isEqualTo(model.standing(EN));
            assertThat(chinese.stale()).as("stale after edit %s", edit).isEqualTo(model.isStale());
        }
        for (Map.Entry<ItemId, Model> each : models.entrySet()) {
            content.states().forget();
            assertThat(state(each.getKey(), ZH).standing())
                    .isEqualTo(each.getValue().standing(ZH));
        }
    }

    private void change(Random random, ItemId book, Model model) throws Exception {
        Locale language = random.nextBoolean() ? ZH : EN;
        switch (random.nextInt(8)) {
            case 0, 1 -> publishIfWhole(language, book, model);
            case 2 -> {
                if (model.publishedIn.contains(language)) {
                    content.unpublish(Set.of(language), book);
                    model.unpublish(language);
                }
            }
            case 3 -> {
                String value = String.valueOf(random.nextInt(3));
                content.set(book, "code", value);
                model.working.put("shared code", value);
            }
            case 4, 5 -> {
                String stored = language.equals(ZH) ? "title_zh" : "title";
                String value = random.nextInt(4) == 0 ? "" : language + String.valueOf(random.nextInt(3));
                content.set(book, stored, value);
                put(model, stored, value);
            }
            default -> {
                String row = String.valueOf(random.nextInt(2));
                String stored = language.equals(ZH) ? "heading_zh" : "heading";
                String value = "h" + random.nextInt(3);
                content.edit("books", session -> {
                    Node node = session.getNodeByIdentifier(book.id());
                    Node rows = node.hasNode("chapters")
                            ? node.getNode("chapters")
                            : node.addNode("chapters", "mgnl:contentNode");
                    Node chapter = rows.hasNode(row) ? rows.getNode(row) : rows.addNode(row, "mgnl:contentNode");
                    return chapter.setProperty(stored, value) != null;
                });
                model.working.put("shared row " + row, "");
                model.working.put(row + "/" + stored, value);
            }
        }
    }

    private static void put(Model model, String stored, String value) {
        if (value.isEmpty()) {
            model.working.remove(stored);
        } else {
            model.working.put(stored, value);
        }
    }

    private void publishIfWhole(Locale language, ItemId book, Model model) throws Exception {
        String title = language.equals(ZH) ? "title_zh" : "title";
        try {
            content.publish(Set.of(language), book);
            assertThat(model.working).containsKey(title);
            model.publish(language);
        } catch (NotPublishedException e) {
            assertThat(model.working).doesNotContainKey(title);
            assertThat(e.obstacles()).allMatch(obstacle -> Objects.equals(obstacle.id(), "field-empty"));
        }
    }
}
