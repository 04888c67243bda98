package org.heliograph.cms.repository;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.Property;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

class ContentImportTest {

    private static final Path ORACLE = Path.of("../../shared/magnolia-oracle/content");
    private static final String UUID = "7d810e63-4703-5483-bf82-a13949d80a2e";

    @TempDir
    private Path directory;

    private TestRepository repository;
    private Session session;

    @BeforeEach
    void open() throws Exception {
        repository = TestRepository.open(directory, "website", "oe-products", "oe-policies", "dam", "users");
        session = repository.login("website");
    }

    @AfterEach
    void close() {
        session.logout();
        repository.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    42            | Long    | 42
                    -7            | Long    | -7
                    0755          | Long    | 493
                    0x1F          | Long    | 31
                    1_000         | Long    | 1000
                    9223372036854775807 | Long | 9223372036854775807
                    3.25          | Double  | 3.25
                    1.0e+3        | Double  | 1000.0
                    -.inf         | Double  | -Infinity
                    yes           | Boolean | true
                    off           | Boolean | false
                    "off"         | String  | off
                    "42"          | String  | 42
                    2024-02-29    | Date    | 2024-02-29T00:00:00.000Z
                    2024-02-29T12:34:56.789+08:00 | Date | 2024-02-29T04:34:56.789Z
                    2024-02-29 12:34:56 | Date | 2024-02-29T12:34:56.000Z
                    !!binary aGVsbG8= | Binary | hello
                    储能            | String  | 储能
                    ""            | String  | ''
                    """)
    void yamlScalarsGetMagnoliasTypes(String written, String type, String stored) throws Exception {
        importYaml("a:\n  value: " + written + "\n");

        Property property = session.getProperty("/a/value");
        assertThat(PropertyType.nameFromValue(property.getType())).isEqualTo(type);
        assertThat(property.getString()).isEqualTo(stored == null ? "" : stored);
        assertThat(property.isMultiple()).isFalse();
    }

    @Test
    void yamlNullLeavesNoProperty() throws Exception {
        importYaml("a:\n  one: null\n  two: ~\n  three:\n");

        assertThat(session.nodeExists("/a")).isTrue();
        assertThat(session.getNode("/a").hasProperty("one")).isFalse();
        assertThat(session.getNode("/a").hasProperty("two")).isFalse();
        assertThat(session.getNode("/a").hasProperty("three")).isFalse();
    }

    @Test
    void yamlListsBecomePropertiesWithManyValues() throws Exception {
        importYaml("a:\n  none: []\n  longs: [1, 2]\n  nested: [[1, 2], [3]]\n");

        assertThat(session.getProperty("/a/none").getType()).isEqualTo(PropertyType.STRING);
        assertThat(session.getProperty("/a/none").getValues()).isEmpty();
        assertThat(session.getProperty("/a/longs").getType()).isEqualTo(PropertyType.LONG);
        assertThat(strings("/a/nested")).containsExactly("[1, 2]", "[3]");
    }

    @Test
    void nodesGetTheirTypeMixinsAndIdentifier() throws Exception {
        importYaml("""
                page:
                  jcr:primaryType: mgnl:page
                  jcr:mixinTypes: [mgnl:hasVersion, mgnl:deleted]
                  jcr:uuid: 7D810E63-4703-5483-bf82-a13949d80a2e
                  jcr:created: 1999-01-01
                  jcr:createdBy: someone
                  mgnl:createdBy: editor
                  jcr:isCheckedOut: true
                  main: {}
                """);

        Node page = session.getNode("/page");
        assertThat(page.getPrimaryNodeType().getName()).isEqualTo("mgnl:page");
        assertThat(page.isNodeType("mgnl:deleted") && page.isNodeType("mgnl:hasVersion"))
                .isTrue();
        assertThat(page.getIdentifier()).isEqualTo(UUID);
        assertThat(page.getProperty("jcr:createdBy").getString()).isEqualTo("admin");
        assertThat(page.getProperty("jcr:created").getDate().get(java.util.Calendar.YEAR))
                .isGreaterThan(2020);
        assertThat(page.getProperty("mgnl:createdBy").getString()).isEqualTo("editor");
        assertThat(page.hasProperty("mgnl:created")).isFalse();
        assertThat(page.getNode("main").getPrimaryNodeType().getName()).isEqualTo("mgnl:contentNode");
    }

    @Test
    void importingTwiceReplacesAndKeepsThePlaceAmongSiblings() throws Exception {
        String second = "b:\n  jcr:uuid: " + UUID + "\n  old: 1\n  kid:\n    jcr:uuid: " + UUID.replace('7', '8')
                + "\n    x: 1\n";
        importYaml("home:\n  a: {}\n  c: {}\n");
        importYaml("/home", second);
        session.getNode("/home").orderBefore("b", "c");
        session.save();

        importYaml("/home", second.replace("old", "new"));

        assertThat(names("/home")).containsExactly("a", "b", "c");
        assertThat(session.getNodeByIdentifier(UUID).getPath()).isEqualTo("/home/b");
        assertThat(session.getNode("/home/b").hasProperty("old")).isFalse();
        assertThat(session.getProperty("/home/b/new").getLong()).isEqualTo(1);
        assertThat(session.nodeExists("/home/b/kid")).isTrue();
    }

    @Test
    void replacedNodesMayMoveWithinTheFileAndStayTheTargetOfReferences() throws Exception {
        importYaml("a:\n  one:\n    jcr:uuid: " + UUID + "\n");
        Node other = session.getRootNode().addNode("other", "mgnl:content");
        other.setProperty("target", session.getNodeByIdentifier(UUID));
        session.save();

        importYaml("a:\n  two:\n    below:\n      jcr:uuid: " + UUID + "\n");

        Session fresh = repository.login("website");
        assertThat(fresh.getProperty("/other/target").getNode().getPath()).isEqualTo("/a/two/below");
        assertThat(fresh.nodeExists("/a/one")).isFalse();
        fresh.logout();
    }

    @Test
    void bootstrapMakesTheParentsThatTheNameTells() throws Exception {
        Session users = repository.login("users");

        new ContentImport()
                .bootstrap(users, ContentFileName.of("users.admin.jane..doe.yaml"), bytes("jane.doe:\n  x: 1\n"));
        users.save();

        assertThat(users.getNode("/admin").getPrimaryNodeType().getName()).isEqualTo("mgnl:folder");
        assertThat(users.getProperty("/admin/jane.doe/x").getLong()).isEqualTo(1);
        users.logout();
    }

    @Test
    void aMissingParentIsAnErrorWhereThePathIsGiven() {
        assertThatThrownBy(() -> importYaml("/nowhere", "a: {}\n"))
                .isInstanceOf(ContentImportException.class)
                .hasMessageContaining("There is no node /nowhere");
    }

    @Test
    void xmlKeepsEveryTypeAndOffset() throws Exception {
        importXml("""
                <sv:property sv:name="jcr:primaryType" sv:type="Name"><sv:value>m:page</sv:value></sv:property>
                <sv:property sv:name="m:createdBy" sv:type="String"><sv:value>editor</sv:value></sv:property>
                <sv:property sv:name="when" sv:type="Date"><sv:value>2024-03-15T10:20:30.456+08:00</sv:value></sv:property>
                <sv:property sv:name="price" sv:type="Decimal"><sv:value>19.90</sv:value></sv:property>
                <sv:property sv:name="bytes" sv:type="Binary"><sv:value>aGVs
                  bG8=</sv:value></sv:property>
                <sv:property sv:name="type" sv:type="Name"><sv:value>m:content</sv:value></sv:property>
                <sv:property sv:name="path" sv:type="Path"><sv:value>/m:a/b</sv:value></sv:property>
                <sv:property sv:name="uri" sv:type="URI"><sv:value>https://energy.example/?a=b</sv:value></sv:property>
                <sv:property sv:name="one" sv:type="String" sv:multiple="true"><sv:value> x </sv:value></sv:property>
                <sv:property sv:name="none" sv:type="Long" sv:multiple="true"/>
                """);

        Node node = session.getNode("/a");
        assertThat(node.getPrimaryNodeType().getName()).isEqualTo("mgnl:page");
        assertThat(node.getProperty("mgnl:createdBy").getString()).isEqualTo("editor");
        assertThat(node.getProperty("when").getString()).isEqualTo("2024-03-15T10:20:30.456+08:00");
        assertThat(node.getProperty("price").getDecimal()).isEqualTo("19.90");
        assertThat(node.getProperty("bytes").getString()).isEqualTo("hello");
        assertThat(node.getProperty("type").getString()).isEqualTo("mgnl:content");
        assertThat(node.getProperty("path").getString()).isEqualTo("/mgnl:a/b");
        assertThat(node.getProperty("uri").getType()).isEqualTo(PropertyType.URI);
        assertThat(strings("/a/one")).containsExactly(" x ");
        assertThat(node.getProperty("none").getType()).isEqualTo(PropertyType.LONG);
    }

    @Test
    void anExportOfTheRepositoryImportsToTheSame() throws Exception {
        importYaml(
                "a:\n  jcr:primaryType: mgnl:page\n  t: \"储能 <b>&\\n\"\n  list: [1, 2]\n  kid:\n    d: 2024-01-01\n");
        var exported = new java.io.ByteArrayOutputStream();
        session.exportSystemView("/a", exported, false, false);
        session.getNode("/a").remove();
        session.save();

        importFile("/", "website.a.xml", new ByteArrayInputStream(exported.toByteArray()));

        assertThat(session.getProperty("/a/t").getString()).isEqualTo("储能 <b>&\n");
        assertThat(strings("/a/list")).containsExactly("1", "2");
        assertThat(session.getProperty("/a/kid/d").getType()).isEqualTo(PropertyType.DATE);
    }

    @Test
    void recordedContentImportsTwice() throws Exception {
        assumeThat(Files.isDirectory(ORACLE))
                .as("recorded content at " + ORACLE)
                .isTrue();
        for (int round = 0; round < 2; round++) {
            importOracle("dam", "dam.energy.xml");
            importOracle("oe-products", "oe-products.lighting.xml");
            importOracle("oe-products", "oe-products.misc.xml");
            importOracle("oe-policies", "oe-policies.types.yaml");
            importOracle("website", "website.energy.yaml");
        }

        Session products = repository.login("oe-products");
        assertThat(products.getNode("/misc/odd-types").getIdentifier())
                .isEqualTo("bfb5f75a-c1cf-5467-ada4-13f3be4ac00e");
        assertThat(products.getNode("/").getNodes().getSize()).isEqualTo(3);
        products.logout();
    }

    private void importOracle(String workspace, String file) throws Exception {
        Session oracle = repository.login(workspace);
        try (InputStream in = Files.newInputStream(ORACLE.resolve(file))) {
            new ContentImport().bootstrap(oracle, ContentFileName.of(file), in);
            oracle.save();
        } finally {
            oracle.logout();
        }
    }

    private void importXml(String properties) throws RepositoryException {
        String xml = "<sv:node sv:name='a' xmlns:sv='http://www.jcp.org/jcr/sv/1.0'"
                + " xmlns:m='http://www.magnolia.info/jcr/mgnl'>" + properties + "</sv:node>";
        importFile("/", "website.a.xml", bytes(xml));
    }

    private void importYaml(String yaml) throws RepositoryException {
        importYaml("/", yaml);
    }

    private void importYaml(String parent, String yaml) throws RepositoryException {
        importFile(parent, "website.a.yaml", bytes(yaml));
    }

    private void importFile(String parent, String name, InputStream content) throws RepositoryException {
        new ContentImport().below(session, parent, ContentFileName.of(name), content);
        session.save();
    }

    private List<String> strings(String property) throws RepositoryException {
        List<String> strings = new ArrayList<>();
        for (Value value : session.getProperty(property).getValues()) {
            strings.add(value.getString());
        }
        return strings;
    }

    private List<String> names(String path) throws RepositoryException {
        List<String> names = new ArrayList<>();
        for (NodeIterator nodes = session.getNode(path).getNodes(); nodes.hasNext(); ) {
            names.add(nodes.nextNode().getName());
        }
        return names;
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
