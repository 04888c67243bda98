package org.heliograph.magnolia;

import info.magnolia.cms.i18n.I18nContentSupport;
import info.magnolia.types.ContentTypeRegistry;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.jcr.ItemNotFoundException;
import javax.jcr.Node;
import javax.jcr.Property;
import javax.jcr.PropertyIterator;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;
import org.heliograph.host.ContentSessions;
import org.heliograph.host.PublishedContent.Item;
import org.heliograph.host.PublishedItem;
import org.heliograph.host.SessionWork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

class ActivatedContentTest {

    private final Session session = mock(Session.class);
    private final Node node = mock(Node.class);
    private final AtomicBoolean isAuthor = new AtomicBoolean();
    private final I18nContentSupport i18n = mock(I18nContentSupport.class);
    private final Map<String, Property> properties = new LinkedHashMap<>();
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
            new MagnoliaTypes(mock(ContentTypeRegistry.class), i18n),
            isAuthor::get);

    @BeforeEach
    void storeAnItem() throws RepositoryException {
        when(node.getIdentifier()).thenReturn("id");
        when(node.getPath()).thenReturn("/hook");
        when(node.getName()).thenReturn("hook");
        when(session.nodeExists("/hook")).thenReturn(true);
        when(session.getNode("/hook")).thenReturn(node);
        when(session.getNodeByIdentifier("id")).thenReturn(node);
        when(session.getNodeByIdentifier("other")).thenThrow(new ItemNotFoundException());
        when(node.getProperties()).thenAnswer(call -> {
            Iterator<Property> all = properties.values().iterator();
            PropertyIterator each = mock(PropertyIterator.class);
            when(each.hasNext()).thenAnswer(ask -> all.hasNext());
            when(each.nextProperty()).thenAnswer(ask -> all.next());
            return each;
        });
        when(i18n.getDefaultLocale()).thenReturn(Locale.ENGLISH);
        when(i18n.getLocales()).thenReturn(List.of(Locale.ENGLISH, Locale.CHINESE, Locale.FRENCH));
        value("title", "Hook");
        value("title_zh", "挂钩");
    }

    private void value(String name, String text) throws RepositoryException {
        Property property = mock(Property.class);
        Value value = mock(Value.class);
        when(value.getType()).thenReturn(PropertyType.STRING);
        when(value.getString()).thenReturn(text);
        when(property.getName()).thenReturn(name);
        when(property.getValue()).thenReturn(value);
        when(property.getBoolean()).thenReturn(Boolean.parseBoolean(text));
        when(node.hasProperty(name)).thenReturn(true);
        when(node.getProperty(name)).thenReturn(property);
        properties.put(name, property);
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
        isAuthor.set(true);
        assertThat(content.find("products", "id", Locale.ENGLISH)).isEmpty();

        value("mgnl:activationStatus", "true");

        assertThat(content.find("products", "id", Locale.ENGLISH)).isPresent();
    }

    @Test
    void itIsThereInTheLanguagesOfItsTitles() throws RepositoryException {
        PublishedItem item = content.item("products", "id").orElseThrow();

        assertThat(item.languages()).containsExactly(Locale.ENGLISH, Locale.CHINESE);
        assertThat(item.title(Locale.CHINESE)).isEqualTo("挂钩");
        assertThat(item.title(Locale.FRENCH)).isEqualTo("Hook");
        assertThat(content.item("products", "/hook")).isEmpty();
    }
}
