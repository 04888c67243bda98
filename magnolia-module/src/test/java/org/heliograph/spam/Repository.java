package org.heliograph.spam;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.jcr.Binary;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.Property;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.ValueFactory;
import org.heliograph.host.ContentSessions;
import org.heliograph.host.SessionWork;

/** As much of a repository as the shield needs, in memory; the real one is tried where one is on the class path. */
final class Repository implements ContentSessions {

    /** Whether reads and writes fail. */
    final AtomicBoolean broken = new AtomicBoolean();

    /** Names and contents of all nodes, as one text. */
    final Map<String, Map<String, Object>> nodes = new TreeMap<>();

    @Override
    public <T> T read(String workspace, SessionWork<T> work) throws RepositoryException {
        return on(workspace, work);
    }

    @Override
    public <T> T write(String workspace, SessionWork<T> work) throws RepositoryException {
        return on(workspace, work);
    }

    private synchronized <T> T on(String workspace, SessionWork<T> work) throws RepositoryException {
        if (broken.get() || !workspace.equals("contact-messages")) {
            throw new RepositoryException("No disk");
        }
        return work.on(stub(Session.class, Map.of("getRootNode", a -> node(""), "getValueFactory", a -> factory())));
    }

    private interface Answer {
        Object to(Object[] arguments);
    }

    private static <T> T stub(Class<T> type, Map<String, Answer> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Answer answer = answers.get(method.getName());
                    if (method.getName().equals("toString")) {
                        return type.getSimpleName();
                    }
                    if (answer == null) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return answer.to(arguments == null ? new Object[0] : arguments);
                }));
    }

    private static ValueFactory factory() {
        return stub(ValueFactory.class, Map.of("createBinary", a -> binary((InputStream) a[0])));
    }

    private static Binary binary(InputStream stream) {
        try {
            byte[] bytes = stream.readAllBytes();
            return stub(Binary.class, Map.of("getStream", a -> new ByteArrayInputStream(bytes), "dispose", a -> bytes));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Node node(String path) {
        return stub(
                Node.class,
                Map.of(
                        "getName", a -> path.substring(path.lastIndexOf('/') + 1),
                        "getPath", a -> path,
                        "hasNode", a -> nodes.containsKey(path + '/' + a[0]),
                        "getNode", a -> node(path + '/' + a[0]),
                        "addNode", a -> add(path + '/' + a[0]),
                        "getNodes", a -> children(path),
                        "setProperty", a -> nodes.get(path).put((String) a[0], a[1]),
                        "getProperty", a -> property(nodes.get(path).get((String) a[0])),
                        "remove", a -> nodes.remove(path)));
    }

    private Node add(String path) {
        nodes.put(path, new TreeMap<>());
        return node(path);
    }

    private NodeIterator children(String path) {
        var names = nodes.keySet().stream()
                .filter(name -> name.startsWith(path + '/'))
                .toList()
                .iterator();
        return stub(NodeIterator.class, Map.of("hasNext", a -> names.hasNext(), "nextNode", a -> node(names.next())));
    }

    private static Property property(Object value) {
        return stub(
                Property.class,
                Map.of(
                        "getLong",
                        a -> ((Number) value).longValue(),
                        "getString",
                        a -> value,
                        "getBinary",
                        a -> value,
                        "getDate",
                        a -> (Calendar) value));
    }

    /** Contents of all binary properties. */
    List<byte[]> bytes() throws Exception {
        List<byte[]> all = new ArrayList<>();
        for (Map<String, Object> node : nodes.values()) {
            for (Object value : node.values()) {
                if (value instanceof Binary binary) {
                    all.add(binary.getStream().readAllBytes());
                }
            }
        }
        return all;
    }
}
