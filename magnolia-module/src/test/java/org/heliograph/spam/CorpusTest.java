package org.heliograph.spam;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.heliograph.spam.Corpus.Labelled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CorpusTest {

    private static final Path FILES = Path.of("src/test/resources/org/heliograph/spam");

    private static List<Labelled> made(String half) {
        return Corpus.make().stream().filter(m -> m.half().equals(half)).toList();
    }

    /** To write them anew after a change of the generator, run with {@code -Dcorpus.write=true}. */
    @Test
    void keptMessagesAreThoseThatTheGeneratorMakes() throws Exception {
        for (String half : Corpus.HALVES) {
            Path file = FILES.resolve(half + ".jsonl");
            String made = Corpus.json(made(half));
            if (Boolean.getBoolean("corpus.write")) {
                Files.writeString(file, made);
            }
            assertThat(Files.readString(file, StandardCharsets.UTF_8)).isEqualTo(made);
        }
    }

    @Test
    void halvesAreLargeAndShareNoMessage() throws Exception {
        Set<String> texts = new HashSet<>();
        for (String half : Corpus.HALVES) {
            List<Labelled> messages = Corpus.read(half);
            Set<String> own = messages.stream().map(Labelled::message).collect(Collectors.toSet());
            assertThat(own).noneMatch(texts::contains);
            assertThat(own).hasSameSizeAs(messages);
            texts.addAll(own);
            assertThat(messages).filteredOn(Labelled::spam).hasSize(Corpus.EACH);
            assertThat(messages).filteredOn(m -> !m.spam()).hasSize(Corpus.EACH);
            assertThat(messages.stream()
                            .filter(Labelled::spam)
                            .map(Labelled::kind)
                            .distinct())
                    .hasSizeGreaterThanOrEqualTo(10);
            assertThat(messages.stream().filter(m -> m.language().equals("zh")).count())
                    .isBetween(180L, 340L);
        }
    }
}
