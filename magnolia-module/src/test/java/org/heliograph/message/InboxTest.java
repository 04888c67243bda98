package org.heliograph.message;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.jcr.InvalidItemStateException;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.nodetype.ConstraintViolationException;
import org.heliograph.host.ContentSessions;
import org.heliograph.host.Finder;
import org.heliograph.host.Query;
import org.heliograph.host.SessionWork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

/** What a repository does only when it is in trouble. */
class InboxTest {

    private static final Finder NOTHING_YET = new Finder() {
        @Override
        public Found find(Query query) {
            return new Found(0, List.of());
        }

        @Override
        public Map<String, Long> count(Query query, String property) {
            return Map.of();
        }
    };

    private final Session session = mock(Session.class);
    private final Node folder = mock(Node.class);
    private final AtomicInteger writes = new AtomicInteger();

    @BeforeEach
    void oneFolder() throws RepositoryException {
        when(session.getRootNode()).thenReturn(folder);
        when(session.getNode(any())).thenReturn(folder);
        when(folder.addNode(any(), eq("mgnl:folder"))).thenReturn(folder);
        when(folder.getPath()).thenReturn("/2026/11/27");
        NodeIterator children = mock(NodeIterator.class);
        when(folder.getNodes()).thenReturn(children);
        when(folder.addNode(anyString(), eq(Messages.NODE_TYPE))).thenAnswer(call -> {
            Node node = mock(Node.class);
            when(node.isNew()).thenReturn(true);
            when(node.getIdentifier()).thenReturn("id of " + call.getArgument(0));
            when(node.getPath()).thenReturn("/2026/11/27/" + call.getArgument(0));
            when(node.addNode(any(), any())).thenAnswer(part -> {
                Node child = mock(Node.class, RETURNS_DEEP_STUBS);
                when(child.isNew()).thenReturn(true);
                when(child.addNode(any(), any())).thenAnswer(row -> mock(Node.class, RETURNS_DEEP_STUBS));
                return child;
            });
            return node;
        });
    }

    /** Does what comes before each write, and then the work on the one session. */
    private ContentSessions sessions(SessionWork<?> before) {
        return new ContentSessions() {
            @Override
            public <T> T read(String workspace, SessionWork<T> work) throws RepositoryException {
                return work.on(session);
            }

            @Override
            public <T> T write(String workspace, SessionWork<T> work) throws RepositoryException {
                writes.incrementAndGet();
                before.on(session);
                return work.on(session);
            }
        };
    }

    private static Inbox inbox(ContentSessions sessions) {
        return new Inbox(sessions, NOTHING_YET, Checked.SETTINGS, Clock.fixed(Checked.NOW, ZoneOffset.UTC));
    }

    private static Message draft() throws RefusedException {
        return Checked.json(Checked.good().toString()).message().with(Receipt.random(new SecureRandom()));
    }

    @Test
    void oneThatTheStoreDoesNotTakeDoesNotHarmTheOthers() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Message first = draft();
        Message bad = draft();
        Message good = draft();
        Node half = mock(Node.class);
        doReturn(half).when(folder).addNode(bad.receipt(), Messages.NODE_TYPE);
        when(half.setProperty("receipt", bad.receipt())).thenThrow(new ConstraintViolationException("no"));
        when(folder.hasNode(bad.receipt())).thenReturn(true);
        when(folder.getNode(bad.receipt())).thenReturn(half);
        try (Inbox inbox = inbox(sessions(any -> {
            writing.countDown();
            await(go);
            return null;
        }))) {
            var one = CompletableFuture.supplyAsync(() -> outcome(inbox, first));
            await(writing);
            var two = CompletableFuture.supplyAsync(() -> outcome(inbox, bad));
            var three = CompletableFuture.supplyAsync(() -> outcome(inbox, good));
            go.countDown();

            assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo("id of " + first.receipt());
            assertThat(two.get(30, TimeUnit.SECONDS)).isEqualTo("503 unavailable");
            assertThat(three.get(30, TimeUnit.SECONDS)).isEqualTo("id of " + good.receipt());
            verify(half).remove();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String outcome(Inbox inbox, Message draft) {
        try {
            return inbox.put(draft, Optional.empty()).id();
        } catch (RefusedException e) {
            return e.status() + " " + e.id();
        }
    }

    @Test
    void whoeverWritesToTheSameFolderCostsAnotherTry() throws Exception {
        Message draft = draft();
        try (Inbox inbox = inbox(sessions(any -> {
            if (writes.get() < 3) {
                throw new InvalidItemStateException("somebody else was faster");
            }
            return null;
        }))) {
            assertThat(outcome(inbox, draft)).isEqualTo("id of " + draft.receipt());
            assertThat(writes.get()).isEqualTo(3);
        }
    }

    @Test
    void aFailureOfTheStoreIsToldAndTheNextOneIsStored() throws Exception {
        try (Inbox inbox = inbox(sessions(any -> {
            if (writes.get() == 1) {
                throw new OutOfMemoryError("for a test");
            }
            if (writes.get() == 2) {
                throw new RepositoryException("read-only");
            }
            return null;
        }))) {
            assertThat(outcome(inbox, draft())).isEqualTo("503 unavailable");
            assertThat(outcome(inbox, draft())).isEqualTo("503 unavailable");
            assertThat(outcome(inbox, draft())).startsWith("id of");
        }
    }

    @Test
    void whatIsBeingWrittenIsKnownByItsKeyUntilItCanBeFound() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Message draft = draft();
        try (Inbox inbox = inbox(sessions(any -> {
            writing.countDown();
            await(go);
            return null;
        }))) {
            assertThat(inbox.isWriting("key")).isFalse();
            var stored = CompletableFuture.supplyAsync(() -> {
                try {
                    return inbox.put(draft, Optional.of(new RepeatKey("key", "content")));
                } catch (RefusedException e) {
                    throw new IllegalStateException(e);
                }
            });
            await(writing);
            assertThat(inbox.isWriting("key")).isTrue();
            go.countDown();
            assertThat(stored.get(30, TimeUnit.SECONDS).receipt()).isEqualTo(draft.receipt());
        }
    }

    @Test
    void nothingIsTakenOnceItIsClosed() throws Exception {
        Inbox inbox = inbox(sessions(any -> null));
        inbox.close();
        Message draft = draft();
        assertThatThrownBy(() -> inbox.put(draft, Optional.empty()))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.status()).isEqualTo(503);
                    assertThat(e.retryAfter()).isPresent();
                });
        verify(folder, never()).addNode(draft.receipt(), Messages.NODE_TYPE);
    }
}
