package org.heliograph.moderation;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.jcr.RepositoryException;
import org.heliograph.cms.definition.ContentType;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.message.Messages;
import org.heliograph.moderation.DeliveryLog.Kind;
import org.heliograph.moderation.DeliveryLog.Outcome;
import org.heliograph.moderation.MailQueue.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the desk keeps beside the messages does not grow without end. */
class BoundsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-27T08:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path directory;

    private ContentRepository repository;

    @BeforeEach
    void open() throws RepositoryException {
        repository = ContentRepository.open(directory);
        repository.register(List.of(new ContentType(
                "contact-message",
                "heliograph",
                new ContentType.Datasource(
                        Messages.WORKSPACE, true, "/", Map.of("hg", "https://heliograph.org/jcr/1.0")),
                new ContentType.Model(Messages.NODE_TYPE, List.of(), List.of()))));
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void theLogKeepsTheLastDeliveries() throws RepositoryException {
        DeliveryLog log = new DeliveryLog(repository, CLOCK);
        int all = DeliveryLog.KEPT + 20;
        for (int i = 1; i <= all; i++) {
            log.add(Kind.WEBHOOK, "event" + i, 1, Outcome.SENT, "204");
        }

        List<DeliveryLog.Entry> last = log.last(all);

        assertThat(last).hasSize(DeliveryLog.KEPT);
        assertThat(last.get(0).subject()).isEqualTo("event" + all);
        assertThat(last.get(DeliveryLog.KEPT - 1).subject()).isEqualTo("event21");
        assertThat(log.last(3)).hasSize(3);
    }

    @Test
    void noMoreRepliesAreQueuedThanFit() throws RepositoryException {
        MailQueue queue = new MailQueue(repository);
        repository.write(Messages.WORKSPACE, session -> {
            for (int i = 0; i < MailQueue.MOST_WAITING; i++) {
                queue.add(session, waiting());
            }
            return session;
        });

        assertThatThrownBy(() -> repository.write(Messages.WORKSPACE, session -> {
                    queue.add(session, waiting());
                    return session;
                }))
                .isInstanceOf(MailQueue.FullException.class);
        assertThat(queue.all()).hasSize(MailQueue.MOST_WAITING);
    }

    private static Waiting waiting() {
        return new Waiting(UUID.randomUUID().toString(), "<" + UUID.randomUUID() + "@x.example>", 0, CLOCK.instant());
    }

    @Test
    void noMoreEventsAreQueuedThanFit() throws RepositoryException {
        WebhookSender sender = new WebhookSender(
                new ModerationSettings.Webhook(URI.create("http://127.0.0.1:9/"), "x".repeat(32), 60), CLOCK);
        WebhookQueue queue =
                new WebhookQueue(repository, Optional.of(sender), new DeliveryLog(repository, CLOCK), CLOCK);
        assertThat(queue.hasRoom()).isTrue();
        repository.write(Messages.WORKSPACE, session -> {
            for (int i = 0; i < WebhookQueue.MOST_WAITING; i++) {
                queue.add(session, UUID.randomUUID().toString(), "{}");
            }
            return session;
        });

        assertThat(queue.hasRoom()).isFalse();
    }
}
