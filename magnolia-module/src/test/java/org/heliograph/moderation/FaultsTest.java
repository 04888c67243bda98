package org.heliograph.moderation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.jcr.RepositoryException;
import org.heliograph.host.Audit;
import org.heliograph.host.Caller;
import org.heliograph.host.ContentSessions;
import org.heliograph.host.Finder;
import org.heliograph.host.Purge;
import org.heliograph.message.Message;
import org.heliograph.message.Messages;
import org.heliograph.message.State;
import org.heliograph.moderation.Moderation.Seen;
import org.heliograph.spam.Shield;
import org.heliograph.spam.SpamSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

/** What repositories do only when a disk is full or broken. */
class FaultsTest {

    private static final Caller MODERATOR = new Caller("li", true, true);
    private static final String SECRET_DETAIL = "jdbc:h2:/secret/place";

    private final ContentSessions sessions = mock(ContentSessions.class);
    private final Finder finder = mock(Finder.class);
    private final List<String> audit = new ArrayList<>();
    private final Sample.Moving clock = new Sample.Moving();

    private Desk desk() {
        Audit recording = (actor, action, target) -> audit.add(action);
        Purge purge = () -> {};
        return new Desk(
                new Desk.Host(sessions, finder, () -> MODERATOR, recording, purge),
                new Shield(SpamSettings.defaults(), new byte[32], sessions, clock),
                ModerationSettings.defaults(),
                clock);
    }

    private static Call call(String method, String path, InputStream body) {
        return new Call(MODERATOR, Locale.CHINESE, method, path, Map.of(), "application/json", "", body);
    }

    private static InputStream json(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Answer answer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        answer.body().writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private void breakRepository() throws RepositoryException {
        when(sessions.read(anyString(), any())).thenThrow(new RepositoryException(SECRET_DETAIL));
        when(sessions.write(anyString(), any())).thenThrow(new RepositoryException(SECRET_DETAIL));
        when(finder.find(any())).thenThrow(new RepositoryException(SECRET_DETAIL));
        when(finder.count(any(), anyString())).thenThrow(new RepositoryException(SECRET_DETAIL));
    }

    @Test
    void aBrokenRepositoryIsToldWithATimeToComeBack() throws RepositoryException, IOException {
        breakRepository();
        Desk desk = desk();
        for (Operation operation : desk.api().operations()) {
            if (operation.name().equals("openapi")) {
                continue;
            }
            String body =
                    operation.name().startsWith("bulk-") || operation.name().equals("rollback")
                            ? "{}"
                            : fields(operation.name());
            Answer answer = desk.api()
                    .answer(call(operation.method(), operation.path().replace("{id}", Sample.ID), json(body)));
            String told = text(answer);
            assertThat(told).doesNotContain(SECRET_DETAIL).doesNotContain("Exception");
            if (!body.equals("{}") || operation.method().equals("GET")) {
                assertThat(answer.status()).as(operation.name()).isEqualTo(503);
                assertThat(answer.headers()).containsEntry("Retry-After", "5");
            }
        }
        assertThat(audit).doesNotContain("message-erased-request", "message-reply");
    }

    private static String fields(String action) {
        return switch (action) {
            case "person" -> "{\"email\":\"a@b.example\"}";
            case "retention" -> "{}";
            case "assign" -> "{\"revision\":1,\"assignee\":\"li\"}";
            case "note", "reply" -> "{\"revision\":1,\"text\":\"您好\"}";
            case "hold" -> "{\"revision\":1,\"legalHold\":true}";
            case "erase" -> "{\"revision\":1,\"reason\":\"request\"}";
            default -> "{\"revision\":1}";
        };
    }

    @Test
    void aBodyThatBreaksOffIsRefused() throws IOException {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException(SECRET_DETAIL);
            }
        };

        Answer answer = desk().api().answer(call("POST", Sample.ID + "/triage", broken));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer)).contains("body-cut-off").doesNotContain(SECRET_DETAIL);
    }

    @Test
    void backgroundWorkOutlivesABrokenRepository() throws RepositoryException {
        breakRepository();
        Desk desk = desk();

        desk.runDue();
        desk.runDue();

        assertThat(audit).isEmpty();
    }

    @Test
    void aVerdictStandsEvenIfTheShieldCannotLearn() throws Exception {
        Messages messages = mock(Messages.class);
        Shield shield = mock(Shield.class);
        Message spam = Sample.message(State.SPAM, false);
        when(messages.change(anyString(), anyLong(), any(), any())).thenReturn(spam);
        when(shield.learn(anyList(), anyString())).thenThrow(new RepositoryException("full"));
        Moderation moderation = new Moderation(
                messages,
                mock(Erasure.class),
                mock(ReplyMail.class),
                shield,
                (actor, action, target) -> audit.add(action),
                clock);

        Optional<Message> after =
                moderation.execute(MODERATOR, new Seen(Sample.ID, 3), Action.SPAM, Given.of(Action.SPAM, Map.of()));

        assertThat(after).contains(spam);
        assertThat(audit).containsExactly("message-spam");
    }

    @Test
    void whatIsNotStoredIsNeitherAuditedNorLearned() throws Exception {
        Messages messages = mock(Messages.class);
        Shield shield = mock(Shield.class);
        when(messages.change(anyString(), anyLong(), any(), any())).thenThrow(new RepositoryException("full"));
        Moderation moderation = new Moderation(
                messages,
                mock(Erasure.class),
                mock(ReplyMail.class),
                shield,
                (actor, action, target) -> audit.add(action),
                clock);
        Given none = Given.of(Action.SPAM, Map.of());

        assertThatThrownBy(() -> moderation.execute(MODERATOR, new Seen(Sample.ID, 3), Action.SPAM, none))
                .isInstanceOf(RepositoryException.class);
        assertThat(moderation.executeAll(MODERATOR, List.of(new Seen(Sample.ID, 3)), Action.SPAM, none))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.problem()).contains("unavailable"));
        assertThat(audit).isEmpty();
        verify(shield, never()).learn(anyList(), anyString());
    }
}
