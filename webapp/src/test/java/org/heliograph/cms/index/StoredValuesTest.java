package org.heliograph.cms.index;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import javax.jcr.Node;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;
import javax.jcr.ValueFactory;
import org.heliograph.cms.content.NodeSnapshot.Property;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is stored is what the index gives back, to the last bit. */
class StoredValuesTest {

    @TempDir
    private static Path directory;

    private static Indexed content;
    private static int nodes;

    @BeforeAll
    static void open() throws Exception {
        content = Indexed.open(directory);
    }

    @AfterAll
    static void close() throws Exception {
        content.close();
    }

    @FunctionalInterface
    private interface Setting {
        void on(Node node, ValueFactory values) throws RepositoryException;
    }

    private static String save(Setting setting) throws RepositoryException {
        String name = "n" + nodes++;
        content.write(session -> {
            setting.on(session.getRootNode().addNode(name, "mgnl:content"), session.getValueFactory());
            return name;
        });
        return "/" + name;
    }

    private static Property roundTrip(Setting setting) throws RepositoryException {
        return content.node(save(setting)).property("v").orElseThrow();
    }

    private static Object single(Setting setting) throws RepositoryException {
        Property property = roundTrip(setting);
        assertThat(property.multiple()).isFalse();
        assertThat(property.values()).hasSize(1);
        return property.values().get(0);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 127, 128, 1L << 53, Long.MAX_VALUE})
    void wholeNumbers(long value) throws Exception {
        assertThat(single((node, values) -> node.setProperty("v", value))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                -0.0,
                0.0,
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                19.9
            })
    void doubles(double value) throws Exception {
        assertThat(single((node, values) -> node.setProperty("v", value))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"19.90", "129", "0", "0.00", "1E-21", "1E+400", "-123456789012345678901234567890.5"})
    void decimalsKeepTheirScale(String value) throws Exception {
        assertThat(single((node, values) -> node.setProperty("v", new BigDecimal(value))))
                .isEqualTo(new BigDecimal(value));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-03-15T10:20:30.456+08:00, 2024-03-15T10:20:30.456+08:00",
        "2024-03-15T10:20:30.456Z,      2024-03-15T10:20:30.456Z",
        "2024-02-29T23:59:59.999-11:00, 2024-02-29T23:59:59.999-11:00",
        "1969-12-31T23:59:59.999+05:45, 1969-12-31T23:59:59.999+05:45",
        "1582-10-15T00:00:00.000Z,      1582-10-15T00:00:00.000Z",
        "1582-10-04T00:00:00.000Z,      1582-10-04T00:00:00.000Z",
        "1066-10-14T09:00:00.000+01:00, 1066-10-14T09:00:00.000+01:00",
        "0001-01-01T00:00:00.000Z,      0001-01-01T00:00:00.000Z",
        "-0043-03-15T12:00:00.000Z,     -0043-03-15T12:00:00.000Z",
        "9999-12-31T23:59:59.999Z,      9999-12-31T23:59:59.999Z",
    })
    void datesKeepTheirOffsetAndTheNameOfTheirDay(String written, String read) throws Exception {
        assertThat(single((node, values) -> node.setProperty("v", values.createValue(written, PropertyType.DATE))))
                .isEqualTo(OffsetDateTime.parse(read));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void truthValues(boolean value) throws Exception {
        assertThat(single((node, values) -> node.setProperty("v", value))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "储能系统", "𠮷野家", "👩‍🔧☀️", "a\u0000b", "line\r\nline\ttab", "\uFFFD", "İıſẞ"})
    void texts(String value) throws Exception {
        assertThat(single((node, values) -> node.setProperty("v", value))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "储", "𠮷", "储能 "})
    void longTexts(String part) throws Exception {
        String value = part.repeat(100_000 / part.length());

        assertThat(single((node, values) -> node.setProperty("v", value))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 32_766, 32_767})
    void textsAroundEveryLimitOfTheIndex(int length) throws Exception {
        String value = "储".repeat(length);

        assertThat(single((node, values) -> node.setProperty("v", value))).isEqualTo(value);
    }

    @Test
    void namesPathsAddressesAndReferences() throws Exception {
        String id = content.write(session ->
                session.getRootNode().addNode("target", "mgnl:content").getIdentifier());

        assertThat(single((n, values) -> n.setProperty("v", values.createValue("mgnl:content", PropertyType.NAME))))
                .isEqualTo("mgnl:content");
        assertThat(single((n, values) -> n.setProperty("v", values.createValue("/a/b", PropertyType.PATH))))
                .isEqualTo("/a/b");
        assertThat(single((n, values) ->
                        n.setProperty("v", values.createValue("https://energy.example/?a=b", PropertyType.URI))))
                .isEqualTo("https://energy.example/?a=b");
        assertThat(single((n, values) -> n.setProperty("v", values.createValue(id, PropertyType.REFERENCE))))
                .isEqualTo(id);
        assertThat(single((n, values) -> n.setProperty("v", values.createValue(id, PropertyType.WEAKREFERENCE))))
                .isEqualTo(id);
    }

    @Test
    void aSmallBinaryIsItsText() throws Exception {
        assertThat(single((node, values) ->
                        node.setProperty("v", binary(values, "储能 👷".getBytes(StandardCharsets.UTF_8)))))
                .isEqualTo("储能 👷");
    }

    @Test
    void aLargeBinaryIsLeftOut() throws Exception {
        String path = save((node, values) -> node.setProperty("v", binary(values, new byte[5_000_000])));

        assertThat(content.node(path).property("v")).isEmpty();
    }

    @Test
    void aBinaryThatIsNoTextIsStillKept() throws Exception {
        byte[] bytes = {(byte) 0xff, (byte) 0xc3, 0, 'a'};

        assertThat(single((node, values) -> node.setProperty("v", binary(values, bytes))))
                .isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    }

    @Test
    void severalLargeBinariesAreCut() throws Exception {
        Property property = roundTrip((node, values) -> node.setProperty("v", new Value[] {
            binary(values, new byte[1_000_000]), binary(values, "b".getBytes(StandardCharsets.UTF_8))
        }));

        assertThat(property.values()).hasSize(2);
        assertThat(property.values().get(0).toString()).hasSize(256 * 1024);
    }

    private static Value binary(ValueFactory values, byte[] bytes) throws RepositoryException {
        return values.createValue(values.createBinary(new ByteArrayInputStream(bytes)));
    }

    @Test
    void listsOfNoneOneAndMany() throws Exception {
        Property none = roundTrip((node, values) -> node.setProperty("v", new String[0]));
        Property one = roundTrip((node, values) -> node.setProperty("v", new String[] {"储能"}));
        Property many = roundTrip((node, values) -> node.setProperty("v", new String[] {"b", "", "a", "b"}));

        assertThat(none).isEqualTo(new Property(PropertyType.STRING, true, List.of()));
        assertThat(one).isEqualTo(new Property(PropertyType.STRING, true, List.of("储能")));
        assertThat(many).isEqualTo(new Property(PropertyType.STRING, true, List.of("b", "", "a", "b")));
    }

    @Test
    void listsOfEveryTypeOfNumberAndDate() throws Exception {
        Property longs = roundTrip((node, values) ->
                node.setProperty("v", new Value[] {values.createValue(Long.MIN_VALUE), values.createValue(7L)}));
        Property dates = roundTrip((node, values) -> node.setProperty("v", new Value[] {
            values.createValue("2024-01-01T00:00:00.000+08:00", PropertyType.DATE),
            values.createValue("2023-01-01T00:00:00.000Z", PropertyType.DATE)
        }));

        assertThat(longs.values()).containsExactly(Long.MIN_VALUE, 7L);
        assertThat(dates.values())
                .containsExactly(
                        OffsetDateTime.parse("2024-01-01T00:00:00.000+08:00"),
                        OffsetDateTime.parse("2023-01-01T00:00:00.000Z"));
    }

    @Test
    void aPropertyMayBeCalledWhatTheIndexCallsItsOwnFields() throws Exception {
        String path = save((node, values) -> {
            for (String name : List.of("@name", "@path", "_path", "_data", "储能", "a b", "储".repeat(255))) {
                node.setProperty(name, "x");
            }
        });

        assertThat(content.node(path).property("@name").orElseThrow().text()).isEqualTo("x");
        assertThat(content.node(path).name()).isEqualTo(path.substring(1));
    }

    @Test
    void veryLongNamesAreIndexedToo() throws Exception {
        String name = "储".repeat(255);
        String path = content.write(session -> deepNode(session, name, 50));

        assertThat(content.holds(path)).isTrue();
        assertThat(content.children(path.substring(0, path.lastIndexOf('/')))).containsExactly(name);
    }

    private static String deepNode(Session session, String name, int depth) throws RepositoryException {
        Node node = session.getRootNode();
        for (int i = 0; i < depth; i++) {
            node = node.addNode(name, "mgnl:content");
        }
        return node.getPath();
    }
}
