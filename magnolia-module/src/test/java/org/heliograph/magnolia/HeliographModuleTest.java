package org.heliograph.magnolia;

import info.magnolia.cms.beans.config.ServerConfiguration;
import info.magnolia.cms.i18n.I18nContentSupport;
import info.magnolia.context.MgnlContext;
import info.magnolia.module.InstallContext;
import info.magnolia.module.ModuleLifecycleContext;
import info.magnolia.module.delta.AddRoleToUserTask;
import info.magnolia.module.delta.Task;
import info.magnolia.module.delta.TaskExecutionException;
import info.magnolia.repository.RepositoryManager;
import info.magnolia.types.ContentTypeRegistry;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Map;
import javax.jcr.Node;
import javax.jcr.Property;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.MockedStatic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

class HeliographModuleTest {

    private final RepositoryManager repositories = mock(RepositoryManager.class);
    private final HeliographModule module = new HeliographModule(
            repositories,
            mock(ServerConfiguration.class),
            mock(ContentTypeRegistry.class),
            mock(I18nContentSupport.class));
    private final MessagesEndpoint endpoint = new MessagesEndpoint(module);
    private final ModuleLifecycleContext lifecycle = mock(ModuleLifecycleContext.class);
    private final HttpHeaders headers = mock(HttpHeaders.class);
    private final Node node = mock(Node.class);
    private final MockedStatic<MgnlContext> context = mockStatic(MgnlContext.class);

    @BeforeEach
    void giveAModuleNode() throws RepositoryException {
        context.when(MgnlContext::hasInstance).thenReturn(true);
        Session session = mock(Session.class);
        when(repositories.getSystemSession(anyString())).thenThrow(new RepositoryException("not in this test"));
        doReturn(session).when(repositories).getSystemSession("config");
        when(session.getNode("/modules/heliograph")).thenReturn(node);
        Property key = mock(Property.class);
        when(key.getString()).thenReturn("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        when(node.getProperty("messagesKey")).thenReturn(key);
    }

    @AfterEach
    void end() {
        module.stop(lifecycle);
        context.close();
    }

    @Test
    void servesBothSidesBetweenStartAndStop() throws RepositoryException {
        module.start(lifecycle);

        assertThat(endpoint.messages(headers)).isSameAs(module.resource().orElseThrow());
        assertThat(endpoint.moderation(headers)).isNotNull();
        verify(node).setProperty(eq("messagesKey"), anyString());

        module.stop(lifecycle);

        assertUnavailable("zh");
    }

    @Test
    void keepsTheKeyThatItMadeBefore() throws RepositoryException {
        when(node.hasProperty("messagesKey")).thenReturn(true);

        module.start(lifecycle);

        assertThat(module.resource()).isPresent();
        verify(node, never()).setProperty(anyString(), anyString());
    }

    @Test
    void aWrongSettingMeansThatNoMessageIsTaken() {
        module.setSettings(Map.of("text.min", "abc"));

        module.start(lifecycle);

        assertThat(module.getSettings()).containsEntry("text.min", "abc");
        assertUnavailable("en");
    }

    private void assertUnavailable(String language) {
        when(headers.getRequestHeader(HttpHeaders.ACCEPT_LANGUAGE)).thenReturn(List.of(language));
        for (Runnable call : List.<Runnable>of(() -> endpoint.messages(headers), () -> endpoint.moderation(headers))) {
            assertThatThrownBy(call::run)
                    .isInstanceOfSatisfying(
                            ServiceUnavailableException.class,
                            e -> assertThat(e.getResponse().getHeaderString("Retry-After"))
                                    .isEqualTo("10"));
        }
    }

    @Test
    void visitorsGetTheirRoleWhenItIsInstalled() {
        assertThat(new HeliographVersionHandler().getExtraInstallTasks(mock(InstallContext.class)))
                .hasSize(2)
                .allSatisfy(task -> assertThat(task).isInstanceOf(AddRoleToUserTask.class));
    }

    @Test
    void onAnAuthorInstanceVisitorsSeeNoPages() throws TaskExecutionException {
        Task second = new HeliographVersionHandler()
                .getExtraInstallTasks(mock(InstallContext.class))
                .get(1);
        ServerConfiguration server = mock(ServerConfiguration.class);
        try (MockedStatic<ServerConfiguration> current = mockStatic(ServerConfiguration.class)) {
            current.when(ServerConfiguration::getInstance).thenReturn(server);
            when(server.isAdmin()).thenReturn(true);
            second.execute(mock(InstallContext.class));

            when(server.isAdmin()).thenReturn(false);
            // Only Magnolia itself can give the role.
            assertThatThrownBy(() -> second.execute(mock(InstallContext.class)))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }
}
