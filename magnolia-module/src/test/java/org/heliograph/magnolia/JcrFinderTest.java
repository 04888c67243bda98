package org.heliograph.magnolia;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.Property;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;
import javax.jcr.ValueFactory;
import javax.jcr.Workspace;
import javax.jcr.query.QueryManager;
import javax.jcr.query.QueryResult;
import org.heliograph.host.ContentSessions;
import org.heliograph.host.Finder.Found;
import org.heliograph.host.Query;
import org.heliograph.host.Query.Range;
import org.heliograph.host.SessionWork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

class JcrFinderTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    private final Session session = mock(Session.class);
    private final QueryManager queries = mock(QueryManager.class);
    private final javax.jcr.query.Query prepared = mock(javax.jcr.query.Query.class);
    private final List<String> texts = new ArrayList<>();
    private final JcrFinder finder = new JcrFinder(new ContentSessions() {
        @Override
        public <T> T read(String workspace, SessionWork<T> work) throws RepositoryException {
            return work.on(session);
        }

        @Override
        public <T> T write(String workspace, SessionWork<T> work) {
            throw new AssertionError("a search writes");
        }
    });

    @BeforeEach
    void prepareARepository() throws RepositoryException {
        Workspace workspace = mock(Workspace.class);
        ValueFactory values = mock(ValueFactory.class);
        when(session.getWorkspace()).thenReturn(workspace);
        when(session.getValueFactory()).thenReturn(values);
        when(workspace.getQueryManager()).thenReturn(queries);
        when(queries.createQuery(anyString(), eq(javax.jcr.query.Query.JCR_SQL2)))
                .thenReturn(prepared);
        when(values.createValue(anyString())).thenAnswer(call -> {
            texts.add(call.getArgument(0));
            return mock(Value.class);
        });
        when(values.createValue(any(Calendar.class))).thenReturn(mock(Value.class));
    }

    private void finds(long size, Node... nodes) throws RepositoryException {
        QueryResult result = mock(QueryResult.class);
        NodeIterator all = mock(NodeIterator.class);
        Iterator<Node> each = List.of(nodes).iterator();
        when(prepared.execute()).thenReturn(result);
        when(result.getNodes()).thenReturn(all);
        when(all.getSize()).thenReturn(size);
        when(all.hasNext()).thenAnswer(call -> each.hasNext());
        when(all.nextNode()).thenAnswer(call -> each.next());
    }

    private static Node node(String id, String state) throws RepositoryException {
        Node node = mock(Node.class);
        Property property = mock(Property.class);
        when(node.getIdentifier()).thenReturn(id);
        when(node.hasProperty("state")).thenReturn(true);
        when(node.getProperty("state")).thenReturn(property);
        Value value = mock(Value.class);
        when(value.getString()).thenReturn(state);
        when(property.getValue()).thenReturn(value);
        return node;
    }

    private static Query query(String text, Map<String, Set<String>> anyOf, int offset, int limit) {
        return new Query(
                "contact-messages",
                "hg:contactMessage",
                Optional.of(text),
                anyOf,
                Map.of("receivedAt", new Range(Optional.of(NOON), Optional.empty())),
                "receivedAt",
                true,
                offset,
                limit);
    }

    @Test
    void noValueStandsInTheStatement() throws RepositoryException {
        finds(0);

        finder.find(query("屋顶 \"支架\" OR -x", Map.of("state", Set.of("new' OR '1'='1")), 0, 10));

        ArgumentCaptor<String> statement = ArgumentCaptor.forClass(String.class);
        verify(queries).createQuery(statement.capture(), eq(javax.jcr.query.Query.JCR_SQL2));
        assertThat(statement.getValue())
                .isEqualTo("SELECT m.* FROM [hg:contactMessage] AS m WHERE (m.[state] = $v0) AND m.[receivedAt] >= $v1"
                        + " AND CONTAINS(m.*, $v2) ORDER BY m.[receivedAt] DESC");
        assertThat(texts).containsExactly("new' OR '1'='1", "\"屋顶\" \"\\\"支架\\\"\" \"OR\" \"-x\"");
        for (String variable : List.of("v0", "v1", "v2")) {
            verify(prepared).bindValue(eq(variable), any(Value.class));
        }
    }

    @Test
    void aPageKnowsHowManyThereAre() throws RepositoryException {
        finds(-1, node("a", "new"), node("b", "new"), node("c", "new"), node("d", "new"));

        assertThat(finder.find(query("", Map.of(), 1, 2))).isEqualTo(new Found(4, List.of("b", "c")));
    }

    @Test
    void whereTheRepositoryCountsNotAllAreWalkedThrough() throws RepositoryException {
        Node unread = mock(Node.class);
        when(unread.getIdentifier()).thenThrow(new RepositoryException("not needed"));
        finds(200_000, node("a", "new"), unread);

        assertThat(finder.find(query("", Map.of(), 0, 1))).isEqualTo(new Found(200_000, List.of("a")));
    }

    @Test
    void valuesAreCounted() throws RepositoryException {
        finds(-1, node("a", "new"), node("b", "closed"), node("c", "new"));

        assertThat(finder.count(query("", Map.of(), 0, 0), "state")).isEqualTo(Map.of("new", 2L, "closed", 1L));
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        assertThatThrownBy(() -> finder.find(query("", Map.of("state] = 1 OR m.[x", Set.of("new")), 0, 10)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachValueOfANodeIsCountedOnce() throws RepositoryException {
        Node node = node("a", "new");
        Property many = node.getProperty("state");
        Value twice = many.getValue();
        when(many.isMultiple()).thenReturn(true);
        when(many.getValues()).thenReturn(new Value[] {twice, twice});
        finds(-1, node);

        assertThat(finder.count(query("", Map.of(), 0, 0), "state")).isEqualTo(Map.of("new", 1L));
    }
}
