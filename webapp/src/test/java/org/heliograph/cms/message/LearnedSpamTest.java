package org.heliograph.cms.message;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.heliograph.cms.definition.DefinitionRegistry;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.spam.Lesson;
import org.heliograph.spam.Shield;
import org.heliograph.spam.SpamSettings;
import org.heliograph.spam.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the shield learned, in a real repository. */
class LearnedSpamTest {

    private static final byte[] KEY = "a secret of tests, thirty-two by".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path directory;

    private static Shield shield(ContentRepository repository) {
        return new Shield(SpamSettings.of(Map.of("messages.spam.revisions", "3")), KEY, repository, Clock.systemUTC());
    }

    @Test
    void revisionsSurviveARestartAndCanBePutInForceAgain() throws Exception {
        Weights before;
        try (ContentRepository repository = ContentRepository.open(directory)) {
            repository.register(
                    DefinitionRegistry.load(List.of()).contentTypes().values());
            Shield shield = shield(repository);
            for (int lesson = 0; lesson < 4; lesson++) {
                shield.learn(
                        List.of(new Lesson("Crates of amber beads await you " + "now ".repeat(lesson), true)), "mia");
            }
            before = shield.weights();
        }
        try (ContentRepository repository = ContentRepository.open(directory)) {
            Shield shield = shield(repository);
            assertThat(shield.weights()).isEqualTo(before);
            assertThat(before.revisions()).extracting(Weights.Revision::number).containsExactly(4L, 3L, 2L);

            assertThat(shield.rollBack(2, "ada")).contains(5L);
            assertThat(shield.rollBack(1, "ada")).isEmpty();

            assertThat(shield.weights().revisions().get(0).basis()).isEqualTo(2);
            assertThat(shield.weights().strongest()).isNotEmpty().isNotEqualTo(before.strongest());
        }
    }
}
