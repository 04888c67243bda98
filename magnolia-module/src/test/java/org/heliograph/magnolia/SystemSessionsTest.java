package org.heliograph.magnolia;

import info.magnolia.context.MgnlContext;
import info.magnolia.context.MgnlContext.Op;
import info.magnolia.repository.RepositoryManager;
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
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

class SystemSessionsTest {

    private final RepositoryManager repositories = mock(RepositoryManager.class);
    private final Session session = mock(Session.class);
    private final SystemSessions sessions = new SystemSessions(repositories);

    private final MockedStatic<MgnlContext> context = mockStatic(MgnlContext.class);

    @BeforeEach
    void giveASession() throws RepositoryException {
        when(repositories.getSystemSession("contact-messages")).thenReturn(session);
        context.when(MgnlContext::hasInstance).thenReturn(true);
    }

    @AfterEach
    void endContext() {
        context.close();
    }

    @Test
    void aThreadWithoutContextWorksInThatOfTheSystem() throws Exception {
        context.when(MgnlContext::hasInstance).thenReturn(false);
        context.when(() -> MgnlContext.doInSystemContext(any()))
                .thenAnswer(call -> "system: " + call.<Op<?, ?>>getArgument(0).exec());

        assertThat(sessions.<String>write("contact-messages", given -> "written"))
                .isEqualTo("system: written");

        verify(session).save();
    }

    @Test
    void readingStoresNothingAndEndsItsSession() throws Exception {
        assertThat(sessions.<Session>read("contact-messages", given -> given)).isSameAs(session);

        verify(session, never()).save();
        verify(session).logout();
    }

    @Test
    void whatTheWorkReturnsForIsSavedBeforeTheSessionEnds() throws Exception {
        assertThat(sessions.<String>write("contact-messages", given -> "written"))
                .isEqualTo("written");

        InOrder order = inOrder(session);
        order.verify(session).save();
        order.verify(session).logout();
        order.verifyNoMoreInteractions();
    }

    @Test
    void whatFailsIsNotSaved() {
        assertThatThrownBy(() -> sessions.write("contact-messages", given -> {
                    throw new PathNotFoundException("/nowhere");
                }))
                .isInstanceOf(PathNotFoundException.class);

        verify(session).logout();
        assertThatThrownBy(() -> verify(session).save()).isInstanceOf(AssertionError.class);
    }

    @Test
    void aSaveThatFailsEndsItsSessionToo() throws Exception {
        doThrow(new InvalidItemStateException("somebody else")).when(session).save();

        assertThatThrownBy(() -> sessions.write("contact-messages", given -> "lost"))
                .isInstanceOf(InvalidItemStateException.class);

        verify(session).logout();
    }

    @Test
    void eachPieceOfWorkHasASessionOfItsOwn() throws Exception {
        sessions.write("contact-messages", given -> "one");
        sessions.read("contact-messages", given -> "other");

        verify(repositories, times(2)).getSystemSession("contact-messages");
        verify(session, times(2)).logout();
    }

    @Test
    void oneFailureDoesNotKeepOthersFromWriting() throws RepositoryException {
        assertThatThrownBy(() -> sessions.write("contact-messages", given -> {
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(sessions.<String>write("contact-messages", given -> "next")).isEqualTo("next");
    }
}
