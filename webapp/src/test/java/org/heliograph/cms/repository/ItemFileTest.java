package org.heliograph.cms.repository;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.jcr.Node;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;
import javax.jcr.ValueFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is written of an item reads back as the very same item, whatever its values are. */
class ItemFileTest {

    private static final AtomicLong LAST = new AtomicLong();
    private static final List<String> TYPES = List.of(
            "String", "Long", "Double", "Boolean", "Date", "Decimal", "Name", "Path", "URI", "WeakReference", "Binary");
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "~",
            "null",
            "yes",
            "0755",
            "1_000",
            "2024-05-31",
            "=1+1",
            "- a",
            "a: b",
            "a #b",
            "it's",
            "\"quoted\"",
            "储能：新型储能系统",
            "　　全角空格开头",
            "𠮷野家 👷‍♀️",
            "e\u0301 NFD, \u00e9 NFC",
            "line\nline",
            "line\n\n  indented\nline",
            "ends with\n",
            "\nstarts with",
            "trailing \nblank",
            "a\r\nb",
            "tab\there",
            "\u0085next\u2028line\u2029",
            "\uFEFFmark",
            "\u0000\u0001\u001F\u007F\u009F",
            "\uFFFE\uFFFF",
            "<p>&amp; ]]> </p>",
            "a".repeat(3000) + " 储".repeat(1000),
            "%YAML 1.1",
            "--- document",
            "!!binary aGVsbG8=",
            "&a *a");
    private static final List<String> NAMES =
            List.of("title", "title_zh", "储能", "yes", "~", "1", "a.b", ".a", "a b", "it's", "<<", "𠮷", "x#y", "&a");

    private static Path directory;
    private static TestRepository repository;
    private static Session from;
    private static Session to;

    @BeforeContainer
    static void open() throws Exception {
        directory = Files.createTempDirectory("heliograph-file-");
        repository = TestRepository.open(directory, "from", "to");
        from = repository.login("from");
        to = repository.login("to");
    }

    @AfterContainer
    static void close() throws Exception {
        from.logout();
        to.logout();
        repository.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private record Given(String name, String type, boolean multiple, List<Long> seeds) {}

    private record Part(String name, List<Given> values, List<Part> parts) {}

    @Provide
    Arbitrary<Part> items() {
        return parts(2);
    }

    private static Arbitrary<Part> parts(int depth) {
        Arbitrary<List<Part>> below = depth == 0
                ? Arbitraries.just(List.of())
                : parts(depth - 1).list().ofMaxSize(3);
        return Combinators.combine(Arbitraries.of(NAMES), values().list().ofMaxSize(6), below)
                .as(Part::new);
    }

    private static Arbitrary<Given> values() {
        return Combinators.combine(
                        Arbitraries.of(NAMES),
                        Arbitraries.frequencyOf(
                                Tuple.of(4, Arbitraries.just("String")), Tuple.of(3, Arbitraries.of(TYPES))),
                        Arbitraries.of(true, false),
                        Arbitraries.longs().list().ofMaxSize(3))
                .as(Given::new);
    }

    @Property(tries = 400)
    void writtenAndReadBackAnItemIsTheSame(@ForAll("items") Part item) throws Exception {
        String name = "i" + LAST.incrementAndGet();
        Node stored = store(from.getRootNode(), item, name);

        byte[] file = write(stored);
        try (ItemFile read = read(file)) {
            ItemMerge.add(to.getRootNode(), read);
        }

        Node copy = to.getNode("/" + name);
        assertThat(described(copy, 0)).isEqualTo(described(stored, 0));
        assertThat(write(copy)).isEqualTo(file);
        try (ItemFile read = read(file)) {
            ItemMerge.Comparison comparison = new ItemMerge(ItemScope.ALL, true).compare(copy, read);
            assertThat(comparison.differences()).isEmpty();
            assertThat(comparison.isSame()).isTrue();
        }
        from.refresh(false);
        to.refresh(false);
    }

    /** One item is brought to the state of another one, which has other values, parts and an order of its own. */
    @Property(tries = 300)
    void anItemTakesTheStateOfAnyOtherOne(@ForAll("items") Part item, @ForAll("items") Part other) throws Exception {
        String name = "m" + LAST.incrementAndGet();
        Node wanted = store(from.getRootNode(), item, name);
        Node stored = store(to.getRootNode(), other, name);
        Node below = stored.addNode("an item below", "oe:topic");
        ItemScope scope = partsAlone();
        byte[] file = write(wanted);

        try (ItemFile read = read(file)) {
            ItemMerge.Comparison comparison = new ItemMerge(scope, true).compare(stored, read);
            assertThat(comparison.conflicts()).isEmpty();
            comparison.apply(stored);
        }

        assertThat(stored.hasNode(below.getName())).isTrue();
        try (ItemFile described = ItemFile.of(stored, scope);
                ItemFile read = read(file)) {
            assertThat(bytes(described)).isEqualTo(file.length == 0 ? file : bytesWithIdentifier(read, stored));
            assertThat(new ItemMerge(scope, true).compare(stored, read).isSame())
                    .isTrue();
        }
        from.refresh(false);
        to.refresh(false);
    }

    /** The item itself keeps its identifier; everything else is that of the file. */
    private static byte[] bytesWithIdentifier(ItemFile read, Node stored) throws Exception {
        String text = new String(bytes(read), StandardCharsets.UTF_8);
        return text.replace(read.identifier().orElseThrow(), stored.getIdentifier())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static ItemScope partsAlone() {
        return new ItemScope() {
            @Override
            public boolean hasChild(Node child) throws RepositoryException {
                return !child.isNodeType("mgnl:content");
            }

            @Override
            public boolean hasProperty(Node node, String property) {
                return true;
            }

            @Override
            public boolean isNote(String property) {
                return false;
            }
        };
    }

    @Example
    void withoutRemovingWhatTheFileLacksStays() throws Exception {
        Node stored = to.getRootNode().addNode("kept", "oe:product");
        stored.setProperty("title", "old");
        stored.setProperty("sku", "A-1");
        stored.addNode("rows", "mgnl:contentNode").setProperty("part", "clamp");

        ItemMerge.Comparison comparison;
        try (ItemFile read = read("kept:\n  jcr:primaryType: oe:product\n  title: new\n  title_zh: 新\n"
                .getBytes(StandardCharsets.UTF_8))) {
            comparison = new ItemMerge(partsAlone(), false).compare(stored, read);
            comparison.apply(stored);
        }

        assertThat(comparison.differences())
                .containsExactlyInAnyOrder(
                        new ItemMerge.Difference(ItemMerge.Kind.CHANGED, "title"),
                        new ItemMerge.Difference(ItemMerge.Kind.ADDED, "title_zh"),
                        new ItemMerge.Difference(ItemMerge.Kind.LACKING, "sku"),
                        new ItemMerge.Difference(ItemMerge.Kind.LACKING, "rows/"));
        assertThat(stored.getProperty("title").getString()).isEqualTo("new");
        assertThat(stored.getProperty("title_zh").getString()).isEqualTo("新");
        assertThat(stored.getProperty("sku").getString()).isEqualTo("A-1");
        assertThat(stored.getProperty("rows/part").getString()).isEqualTo("clamp");
        to.refresh(false);
    }

    @Example
    void theFormIsReadableAndOrdered() throws Exception {
        Node stored = from.getRootNode().addNode("clamp", "oe:product");
        stored.setProperty("title_zh", "夹具");
        stored.setProperty("title", "Clamp");
        stored.setProperty("body", "<p>One.</p>\n<p>Two.</p>");
        stored.setProperty("tags", new String[] {"roof", "pv"});
        stored.setProperty("weight", 5d);
        stored.setProperty("number", 7);
        stored.addNode("rows", "mgnl:contentNode").setProperty("part", "it's");

        assertThat(new String(write(stored), StandardCharsets.UTF_8).replaceAll("[0-9a-f-]{36}", "ID"))
                .isEqualTo("""
                        'clamp':
                          'jcr:primaryType': 'oe:product'
                          'jcr:uuid': 'ID'
                          'body': |-
                            <p>One.</p>
                            <p>Two.</p>
                          'number': 7
                          'tags':
                            - 'roof'
                            - 'pv'
                          'title': 'Clamp'
                          'title_zh': '夹具'
                          'weight': 5.0
                          'rows':
                            'jcr:primaryType': 'mgnl:contentNode'
                            'jcr:uuid': 'ID'
                            'part': 'it''s'
                        """);
        from.refresh(false);
    }

    @Example
    void largeBinariesAreNeverOneText() throws Exception {
        byte[] bytes = new byte[3_000_001];
        new Random(7).nextBytes(bytes);
        Node stored = from.getRootNode().addNode("picture", "mgnl:asset");
        Node resource = stored.addNode("jcr:content", "mgnl:resource");
        resource.setProperty("jcr:mimeType", "image/png");
        resource.setProperty("jcr:data", from.getValueFactory().createBinary(new ByteArrayInputStream(bytes)));

        byte[] file = write(stored);
        try (ItemFile read =
                ItemFile.read(to, "dam.picture.xml", new ByteArrayInputStream(file), ContentImport.Limits.DEFAULT)) {
            ItemMerge.add(to.getRootNode(), read);
        }

        assertThat(to.getProperty("/picture/jcr:content/jcr:data")
                        .getBinary()
                        .getStream()
                        .readAllBytes())
                .isEqualTo(bytes);
        from.refresh(false);
        to.refresh(false);
    }

    @Example
    void brokenBase64IsRefusedWithItsPlace() {
        String xml = """
                <sv:node xmlns:sv="http://www.jcp.org/jcr/sv/1.0" sv:name="a">
                <sv:property sv:name="data" sv:type="Binary"><sv:value>aGVs*G8=</sv:value></sv:property>
                </sv:node>
                """;
        assertThatThrownBy(() -> ItemFile.read(
                        to,
                        "dam.a.xml",
                        new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)),
                        ContentImport.Limits.DEFAULT))
                .isInstanceOf(ContentImportException.class)
                .hasMessageStartingWith("dam.a.xml:2:")
                .hasMessageContaining("Base64");
    }

    private static byte[] write(Node item) throws Exception {
        try (ItemFile file = ItemFile.of(item, partsAlone())) {
            return bytes(file);
        }
    }

    private static byte[] bytes(ItemFile file) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        file.write(from, out);
        return out.toByteArray();
    }

    private static ItemFile read(byte[] file) throws Exception {
        String name = file[0] == '<' ? "w.item.xml" : "w.item.yaml";
        return ItemFile.read(to, name, new ByteArrayInputStream(file), ContentImport.Limits.DEFAULT);
    }

    private static Node store(Node parent, Part item, String name) throws Exception {
        Node node = parent.addNode(name, parent.getDepth() == 0 ? "oe:product" : "mgnl:contentNode");
        for (Given given : item.values()) {
            if (node.hasProperty(given.name())) {
                continue;
            }
            List<Value> values = new ArrayList<>();
            for (long seed : given.seeds()) {
                values.add(value(parent.getSession().getValueFactory(), given.type(), seed));
            }
            int type = PropertyType.valueFromName(given.type());
            if (given.multiple()) {
                node.setProperty(given.name(), values.toArray(Value[]::new), type);
            } else if (!values.isEmpty()) {
                node.setProperty(given.name(), values.get(0));
            }
        }
        for (Part part : item.parts()) {
            if (!node.hasNode(part.name())) {
                store(node, part, part.name());
            }
        }
        return node;
    }

    private static Value value(ValueFactory values, String type, long seed) throws Exception {
        Random random = new Random(seed);
        return switch (type) {
            case "Long" -> values.createValue(seed);
            case "Double" ->
                values.createValue(List.of(
                                0d,
                                -0d,
                                5d,
                                2.5,
                                1e10,
                                1e-7,
                                Double.NaN,
                                Double.NEGATIVE_INFINITY,
                                Double.longBitsToDouble(seed))
                        .get(random.nextInt(9)));
            case "Boolean" -> values.createValue(random.nextBoolean());
            case "Date" ->
                values.createValue(
                        List.of(
                                        "2024-05-31T08:30:00.000+08:00",
                                        "2024-05-31T00:30:00.123Z",
                                        "1066-10-14T00:00:00.000Z",
                                        "1583-01-01T00:00:00.000Z")
                                .get(random.nextInt(4)),
                        PropertyType.DATE);
            case "Decimal" -> values.createValue(new BigDecimal(seed).movePointLeft(random.nextInt(30)));
            case "Name" -> values.createValue("mgnl:n" + random.nextInt(9), PropertyType.NAME);
            case "Path" -> values.createValue("/oe:a/jcr:b" + random.nextInt(9), PropertyType.PATH);
            case "URI" -> values.createValue("https://example.com/?q=" + random.nextInt(9), PropertyType.URI);
            case "WeakReference" -> values.createValue(new UUID(seed, seed).toString(), PropertyType.WEAKREFERENCE);
            case "Binary" -> {
                byte[] bytes = new byte[random.nextInt(200_000)];
                random.nextBytes(bytes);
                yield values.createValue(values.createBinary(new ByteArrayInputStream(bytes)));
            }
            default -> values.createValue(TEXTS.get(random.nextInt(TEXTS.size())));
        };
    }

    /** Everything about a node that should survive, as text. */
    private static List<String> described(Node node, int depth) throws Exception {
        List<String> lines = new ArrayList<>();
        lines.add(depth + node.getName() + node.getPrimaryNodeType().getName() + node.getIdentifier());
        List<String> properties = new ArrayList<>();
        for (var each = node.getProperties(); each.hasNext(); ) {
            javax.jcr.Property property = each.nextProperty();
            if (!property.getName().startsWith("jcr:")) {
                StringBuilder line = new StringBuilder(property.getName() + property.getType());
                for (Value value : property.isMultiple() ? property.getValues() : new Value[] {property.getValue()}) {
                    line.append('|').append(value.getString());
                }
                properties.add(line.append(property.isMultiple()).toString());
            }
        }
        properties.sort(Comparator.naturalOrder());
        lines.addAll(properties);
        for (var each = node.getNodes(); each.hasNext(); ) {
            lines.addAll(described(each.nextNode(), depth + 1));
        }
        return lines;
    }
}
