package org.heliograph.cms.message;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.message.ConflictException;
import org.heliograph.message.Message;
import org.heliograph.message.Message.Note;
import org.heliograph.message.Message.Reply;
import org.heliograph.message.Message.Retention;
import org.heliograph.message.Message.Verdict;
import org.heliograph.message.NoSuchMessageException;
import org.heliograph.message.State;
import org.heliograph.message.TransitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MessagesTest {

    private static final Instant LATER = Instant.parse("2026-12-01T09:00:00Z");

    @TempDir
    private Path directory;

    private IntakeHost host;
    private Message message;

    @BeforeEach
    void storeOne() throws Exception {
        host = IntakeHost.open(directory);
        message = host.messages
                .findByReceipt(IntakeHost.receipt(host.post(IntakeHost.body())))
                .orElseThrow();
    }

    @AfterEach
    void close() throws Exception {
        host.close();
    }

    @Test
    void whatModeratorsChangeIsReadAgain() throws Exception {
        Reply reply = new Reply("Ours does.", "mia", LATER, Locale.ENGLISH, false, Optional.of("<1@example.com>"));
        Message changed = host.messages.change(
                message.id(),
                1,
                before -> before.with(State.TRIAGED)
                        .with(before.spam().judged(Verdict.NOT_SPAM, "mia"))
                        .with(before.handling()
                                .withAssignee(Optional.of("mia"))
                                .withLabels(List.of("roof", "急"))
                                .withDueAt(Optional.of(LATER))
                                .plus(new Note("first", "mia", LATER))
                                .plus(new Note("第二", "mia", LATER))
                                .plus(reply))
                        .with(new Retention(LATER, true)));

        assertThat(changed.revision()).isEqualTo(2);
        assertThat(host.messages.find(message.id())).contains(changed);
        Message less = host.messages.change(
                message.id(),
                2,
                before -> before.with(before.handling()
                        .withAssignee(Optional.empty())
                        .withLabels(List.of())
                        .withDueAt(Optional.empty())
                        .withNotes(List.of(before.handling().notes().get(1)))
                        .withReplies(List.of(reply.delivered()))));
        assertThat(host.messages.find(message.id())).contains(less);
        assertThat(less.handling().notes()).extracting(Note::text).containsExactly("第二");
        assertThat(less.handling().replies()).singleElement().matches(Reply::sent);
        assertThat(less.text()).isEqualTo(message.text());
    }

    @Test
    void theSecondOfTwoIsTold() throws Exception {
        host.messages.change(message.id(), 1, before -> before.with(State.TRIAGED));
        assertThatThrownBy(() -> host.messages.change(message.id(), 1, before -> before.with(State.SPAM)))
                .isInstanceOfSatisfying(ConflictException.class, e -> {
                    assertThat(e.current().state()).isEqualTo(State.TRIAGED);
                    assertThat(e.current().revision()).isEqualTo(2);
                });
        assertThatThrownBy(() -> host.messages.erase(message.id(), OptionalLong.of(1), (session, was) -> {}))
                .isInstanceOf(ConflictException.class);
        assertThat(host.messages.find(message.id()).orElseThrow().state()).isEqualTo(State.TRIAGED);
    }

    @Test
    void aStateThatDoesNotFollowIsRefused() {
        for (State state : List.of(State.ASSIGNED, State.REPLIED, State.CLOSED, State.ERASED)) {
            assertThatThrownBy(() -> host.messages.change(message.id(), 1, before -> before.with(state)))
                    .isInstanceOf(TransitionException.class);
        }
    }

    @Test
    void whatGoesWithAChangeIsAllOrNothing() throws Exception {
        assertThatThrownBy(() -> host.messages.change(
                        message.id(), 1, before -> before.with(State.TRIAGED), (session, stored) -> {
                            session.getRootNode().addNode("queued", "mgnl:folder");
                            throw new RepositoryException("the other half fails");
                        }))
                .isInstanceOf(RepositoryException.class);
        assertThat(host.messages.find(message.id())).contains(message);
        assertThat(host.repository.<Boolean>read("contact-messages", session -> session.nodeExists("/queued")))
                .isFalse();
    }

    @Test
    void anErasedMessageIsNoMore() throws Exception {
        Message erased = host.messages.erase(
                message.id(),
                OptionalLong.empty(),
                (session, was) -> session.getRootNode().addNode("erased", "mgnl:folder"));
        assertThat(erased).isEqualTo(message);
        assertThat(host.messages.find(message.id())).isEmpty();
        assertThat(host.messages.findByReceipt(message.receipt())).isEmpty();
        assertThat(host.stored()).isZero();
        assertThat(host.repository.<Boolean>read("contact-messages", session -> session.nodeExists("/erased")))
                .isTrue();
        assertThatThrownBy(() -> host.messages.erase(message.id(), OptionalLong.empty(), (session, was) -> {}))
                .isInstanceOf(NoSuchMessageException.class);
    }

    @Test
    void whatIsNoIdentifierOfAMessageFindsNone() throws Exception {
        String folder = host.repository.read(
                "contact-messages", session -> session.getNode("/2026").getIdentifier());
        for (String id : List.of("", "x", "../x", folder, "00000000-0000-4000-8000-000000000000", "'; drop", "二")) {
            assertThat(host.messages.find(id)).as(id).isEmpty();
        }
        assertThat(host.messages.find(List.of(folder, message.id()))).containsExactly(message);
    }

    @Test
    void aNodeThatAnEditorSpoiledIsStillRead() throws Exception {
        host.repository.write("contact-messages", session -> {
            Node node = session.getNode(message.path());
            node.setProperty("revision", "many");
            node.setProperty("state", "lost");
            node.getProperty("retainUntil").remove();
            node.getNode("consents").remove();
            node.getNode("spam").remove();
            return null;
        });
        Message read = host.messages.find(message.id()).orElseThrow();
        assertThat(read.revision()).isEqualTo(1);
        assertThat(read.state()).isEqualTo(State.NEW);
        assertThat(read.retention().until()).isEqualTo(message.receivedAt());
        assertThat(host.messages
                        .change(message.id(), 1, before -> before.with(State.TRIAGED))
                        .revision())
                .isEqualTo(2);
    }
}
