package org.heliograph.magnolia;

import info.magnolia.context.MgnlContext;
import javax.jcr.InvalidItemStateException;
import javax.jcr.PathNotFoundException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;
import org.mockito.MockedStatic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

class SystemSessionsTest {

    private final Session session = mock(Session.class);
    private final SystemSessions sessions = new SystemSessions();
    private MockedStatic<MgnlContext> magnolia;

    @BeforeEach
    void enterMagnolia() {
        magnolia = mockStatic(MgnlContext.class);
        // The session is there for work in the system context alone.
        magnolia.when(() -> MgnlContext.doInSystemContext(any(), eq(true))).thenAnswer(call -> {
            magnolia.when(() -> MgnlContext.getJCRSession("messages")).thenReturn(session);
            return call.<MgnlContext.Op<?, ?>>getArgument(0).exec();
        });
    }

    @AfterEach
    void leaveMagnolia() {
        magnolia.close();
    }

    @Test
    void readingSeesWhatIsStoredAndStoresNothing() throws Exception {
        String read = sessions.read("messages", given -> {
            assertThat(given).isSameAs(session);
            verify(session).refresh(false);
            return "read";
        });

        assertThat(read).isEqualTo("read");
        verify(session, never()).save();
        verify(session, never()).logout();
    }

    @Test
    void whatTheWorkReturnsForIsSavedAndTheSessionStaysMagnolias() throws Exception {
        assertThat(sessions.<String>write("messages", given -> "written")).isEqualTo("written");

        InOrder order = inOrder(session);
        order.verify(session).refresh(false);
        order.verify(session).save();
        order.verifyNoMoreInteractions();
    }

    @Test
    void whatFailsIsDiscarded() throws Exception {
        assertThatThrownBy(() -> sessions.write("messages", given -> {
                    throw new PathNotFoundException("/nowhere");
                }))
                .isInstanceOf(PathNotFoundException.class);

        InOrder order = inOrder(session);
        order.verify(session, times(2)).refresh(false);
        verify(session, never()).save();
    }

    @Test
    void whatCannotBeSavedIsDiscarded() throws Exception {
        doThrow(new InvalidItemStateException("somebody else")).when(session).save();

        assertThatThrownBy(() -> sessions.write("messages", given -> "lost"))
                .isInstanceOf(InvalidItemStateException.class);

        InOrder order = inOrder(session);
        order.verify(session).save();
        order.verify(session).refresh(false);
    }

    @Test
    void oneFailureDoesNotKeepOthersFromWriting() throws RepositoryException {
        assertThatThrownBy(() -> sessions.write("messages", given -> {
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(sessions.<String>write("messages", given -> "next")).isEqualTo("next");
    }
}
