package org.heliograph.magnolia;

import info.magnolia.cms.beans.config.ServerConfiguration;
import java.util.Locale;
import java.util.Optional;
import javax.jcr.ItemNotFoundException;
import javax.jcr.Node;
import javax.jcr.Property;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.host.ContentSessions;
import org.heliograph.host.PublishedContent.Item;
import org.heliograph.host.SessionWork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

class ActivatedContentTest {

    private final Session session = mock(Session.class);
    private final Node node = mock(Node.class);
    private final ServerConfiguration server = mock(ServerConfiguration.class);
    private final ActivatedContent content = new ActivatedContent(
            new ContentSessions() {
                @Override
                public <T> T read(String workspace, SessionWork<T> work) throws RepositoryException {
                    return work.on(session);
                }

                @Override
                public <T> T write(String workspace, SessionWork<T> work) {
                    throw new AssertionError("looking for an item writes");
                }
            },
            server);

    @BeforeEach
    void storeAnItem() throws RepositoryException {
        when(node.getIdentifier()).thenReturn("id");
        when(node.getPath()).thenReturn("/hook");
        when(node.getName()).thenReturn("hook");
        when(session.nodeExists("/hook")).thenReturn(true);
        when(session.getNode("/hook")).thenReturn(node);
        when(session.getNodeByIdentifier("id")).thenReturn(node);
        when(session.getNodeByIdentifier("other")).thenThrow(new ItemNotFoundException());
        value("title", "Hook");
        value("title_zh", "挂钩");
    }

    private void value(String name, String text) throws RepositoryException {
        Property property = mock(Property.class);
        when(property.getString()).thenReturn(text);
        when(property.getBoolean()).thenReturn(Boolean.parseBoolean(text));
        when(node.hasProperty(name)).thenReturn(true);
        when(node.getProperty(name)).thenReturn(property);
    }

    @Test
    void whatIsThereOnAPublicInstanceIsPublished() throws RepositoryException {
        assertThat(content.find("products", "/hook", Locale.CHINESE)).contains(new Item("id", "/hook", "挂钩"));
        assertThat(content.find("products", "id", Locale.ENGLISH)).contains(new Item("id", "/hook", "Hook"));
        assertThat(content.find("products", "other", Locale.ENGLISH)).isEqualTo(Optional.empty());
        assertThat(content.find("products", "/nowhere", Locale.ENGLISH)).isEqualTo(Optional.empty());
    }

    @Test
    void onAnAuthorInstanceOnlyWhatIsActivatedIs() throws RepositoryException {
        when(server.isAdmin()).thenReturn(true);
        assertThat(content.find("products", "id", Locale.ENGLISH)).isEmpty();

        value("mgnl:activationStatus", "true");

        assertThat(content.find("products", "id", Locale.ENGLISH)).isPresent();
    }
}
