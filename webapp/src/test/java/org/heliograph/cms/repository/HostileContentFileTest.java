package org.heliograph.cms.repository;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class HostileContentFileTest {

    private static final String UUID = "7d810e63-4703-5483-bf82-a13949d80a2e";
    private static final String SV = " xmlns:sv='http://www.jcp.org/jcr/sv/1.0'";

    @TempDir
    private static Path directory;

    private static TestRepository repository;
    private static Session session;

    @BeforeAll
    static void open() throws Exception {
        repository = TestRepository.open(directory, "website");
        session = repository.login("website");
    }

    @AfterAll
    static void close() {
        session.logout();
        repository.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a:\\n  x: [1, "2"]                   | 2 | inhomogeneous type of values
                    a:\\n  x: [1, 2.5]                   | 2 | inhomogeneous type of values
                    a:\\n  x: [1, null]                  | 2 | A list holds plain values only
                    a:\\n  x:\\n  - b: 1                  | 3 | A list holds plain values only
                    a:\\n  x: 9223372036854775808        | 2 | does not fit into 64 bits
                    a:\\n  x: 2024-02-30                 | 2 | not in the calendar
                    a:\\n  x: !!binary "%"               | 2 | is no value of type
                    a:\\n  x: !!int abc                  | 2 | is no value of type
                    a:\\n  x: !!java.net.URL [h]         | 2 | ''
                    a:\\n  x: !evil y                    | 2 | is no value of type
                    a:\\n  x: 1\\n  x: 2                  | 3 | 'x' occurs twice in one node
                    a:\\n  x: {}\\n  x: {}                | 3 | Two nodes of one parent are named 'x'
                    a:\\n  jcr:uuid: 12                  | 2 | is not an identifier
                    a:\\n  jcr:uuid: [a, b]              | 2 | needs exactly one value
                    a:\\n  jcr:primaryType: no:type      | 1 | is refused
                    a:\\n  jcr:primaryType: mgnl:nothing | 1 | is refused
                    a:\\n  jcr:primaryType: mgnl:created | 1 | is refused
                    a:\\n  jcr:mixinTypes: mgnl:page     | 1 | is refused
                    a:\\n  jcr:primaryType: mgnl:metaData\\n  x: [1] | 3 | Property 'x' is refused
                    a:\\n  no:prefix: 1                  | 2 | Property 'no:prefix' is refused
                    a:\\n  ../b: {}                      | 2 | must not contain
                    a:\\n  ..: {}                        | 2 | must not be a step in a path
                    a:\\n  b[2]: 1                       | 2 | must not contain
                    a:\\n  "b ": 1                       | 2 | must not start or end with a blank
                    a:\\n  "b\\u0007": 1                  | 2 | must not contain
                    a:\\n  "": 1                         | 2 | must not be empty
                    a:\\n  "{x}y": 1                     | 2 | must not start with {
                    a:\\n  <<: {b: 1}                    | 2 | Merge keys are not supported
                    a:\\n  ? [b]\\n  : 1                  | 2 | A name must be a text
                    a: 1                                | 1 | starts with a property
                    [a, b]                              | 1 | does not hold a node
                    text                                | 1 | does not hold a node
                    {}                                  | 1 | does not hold a node
                    a: {                                | 1 | Not YAML
                    a: *b                               | 1 | Not YAML
                    a: {}\\n---\\nb: {}                   | 2 | Not YAML
                    jcr:system: {}                      | 1 | The repository's own nodes
                    a: &a\\n  b: *a                      | 1 | levels within one another
                    """)
    void yamlFaultsNameTheLineAndStoreNothing(String escaped, int line, String message) {
        String yaml = escaped.replace("\\n", "\n");

        ContentImportException fault = faultOf("website.a.yaml", yaml);

        assertThat(fault).hasMessageStartingWith("website.a.yaml:").hasMessageContaining(message);
        assertThat(fault.location().line()).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <a/>                                                           | where sv:node belongs
                    <sv:node SV/>                                                  | sv:name is missing
                    <sv:node SV sv:name='a'                                        | Not well-formed XML
                    <sv:node SV sv:name='a'/><b/>                                  | Not well-formed XML
                    <sv:node SV sv:name='jcr:root'/>                               | a whole workspace
                    <sv:node SV sv:name='../a'/>                                   | must not contain
                    <sv:node SV sv:name='a'>text</sv:node>                         | Text outside of sv:value
                    <sv:node SV sv:name='a'><sv:value/></sv:node>                  | where sv:node belongs
                    <sv:node SV sv:name='a'>P(x,Wrong,1)</sv:node>                 | is not a property type
                    <sv:node SV sv:name='a'>P(x,Long,abc)</sv:node>                | is not a Long
                    <sv:node SV sv:name='a'>P(x,Date,2024-02-30)</sv:node>         | is not a Date
                    <sv:node SV sv:name='a'>P(x,Boolean,maybe)</sv:node>           | is not a Boolean
                    <sv:node SV sv:name='a'>P(x,Binary,%%)</sv:node>               | is not a Binary
                    <sv:node SV sv:name='a'>P(x,Name,no:pe)</sv:node>              | is not a Name
                    <sv:node SV sv:name='a'>P(x,Reference,UUID)</sv:node>          | not in this workspace
                    <sv:node SV sv:name='a'>P(x,Decimal,1E99999)</sv:node>         | is not a Decimal
                    <sv:node SV sv:name='a'>P(x,Long,1)P(x,Long,2)</sv:node>       | occurs twice
                    <sv:node SV sv:name='a'>P(x,String,&undeclared;)</sv:node>     | Not well-formed XML
                    <sv:node SV sv:name='n:a' xmlns:n='urn:new'/>                  | urn:new is not registered
                    <!DOCTYPE a><sv:node SV sv:name='a'/>                          | document type is not allowed
                    """)
    void xmlFaultsAreToldAndStoreNothing(String shorthand, String message) {
        String xml = shorthand
                .replace("SV", SV)
                .replaceAll(
                        "P\\((\\w+),(\\w+),([^)]*)\\)",
                        "<sv:property sv:name='$1' sv:type='$2'><sv:value>$3</sv:value></sv:property>")
                .replace("UUID", UUID);

        assertThat(faultOf("website.a.xml", xml)).hasMessageContaining(message).hasMessageContaining("website.a.xml:1");
    }

    @Test
    void externalEntitiesAreNotRead() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret.txt"), "canary");
        String xml = "<!DOCTYPE a [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]><sv:node" + SV
                + " sv:name='a'><sv:property sv:name='x' sv:type='String'><sv:value>&e;</sv:value></sv:property></sv:node>";

        assertThat(faultOf("website.a.xml", xml))
                .hasMessageContaining("document type is not allowed")
                .hasMessageNotContaining("canary");
    }

    @Test
    void entityBombsDoNotExplode() {
        StringBuilder dtd = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 'ha'>");
        for (int i = 1; i < 30; i++) {
            dtd.append("<!ENTITY e%d '&e%d;&e%d;'>".formatted(i, i - 1, i - 1));
        }

        assertThat(faultOf("website.a.xml", dtd + "]><sv:node" + SV + " sv:name='a'>&e29;</sv:node>"))
                .hasMessageContaining("document type is not allowed");
    }

    @Test
    void aliasBombsDoNotExplode() {
        StringBuilder lists = new StringBuilder("a:\n  x0: &x0 [l, l]\n");
        StringBuilder nodes = new StringBuilder("a:\n  x0: &x0 {b: {}, c: {}}\n");
        for (int i = 1; i < 40; i++) {
            lists.append("  x%d: &x%d [*x%d, *x%d]\n".formatted(i, i, i - 1, i - 1));
            nodes.append("  x%d: &x%d {b: *x%d, c: *x%d}\n".formatted(i, i, i - 1, i - 1));
        }

        assertThat(faultOf("website.a.yaml", lists.toString())).hasMessageContaining("website.a.yaml");
        assertThat(faultOf("website.a.yaml", nodes.toString())).hasMessageContaining("website.a.yaml");
    }

    @Test
    void nestingIsLimited() {
        String yaml = "a: " + "{b: ".repeat(5_000) + "1" + "}".repeat(5_000);
        String list = "a: {x: " + "[".repeat(5_000) + "]".repeat(5_000) + "}";
        String xml = ("<sv:node sv:name='a'" + SV + ">").repeat(5_000) + "</sv:node>".repeat(5_000);

        assertThat(faultOf("website.a.yaml", yaml)).hasMessageContaining("Nesting Depth");
        assertThat(faultOf("website.a.yaml", list)).hasMessageContaining("Nesting Depth");
        assertThat(faultOf("website.a.xml", xml)).hasMessageContaining("More than 64 nodes within one another");
    }

    @Test
    void sizeAndNumberOfItemsAreLimited() {
        ContentImport.Limits small = new ContentImport.Limits(1_000, 10, 10);
        String many = "a: {x: [" + "1,".repeat(50) + "]}";
        String nodes = "<sv:node" + SV + " sv:name='a'>" + "<sv:node sv:name='%s'/>".repeat(11) + "</sv:node>";

        assertThat(faultOf(small, "website.a.yaml", many)).hasMessageContaining("more than 10 nodes and values");
        assertThat(faultOf(small, "website.a.yaml", "#".repeat(2_000))).hasMessageContaining("larger than 1000 bytes");
        assertThat(faultOf(small, "website.a.xml", "<!--" + "#".repeat(2_000) + "-->"))
                .hasMessageContaining("larger than 1000 bytes");
        assertThat(faultOf(small, "website.a.xml", nodes.formatted((Object[]) "bcdefghijkl".split(""))))
                .hasMessageContaining("More than 10 nodes and values");
    }

    @Test
    void anIdentifierInUseElsewhereIsNotTakenAway() throws Exception {
        session.getRootNode().addNode("other", "mgnl:content");
        importYaml("other:\n  jcr:uuid: " + UUID + "\n  keep: me\n");
        session.save();

        assertThat(faultOf("website.a.yaml", "a:\n  b:\n    jcr:uuid: " + UUID + "\n"))
                .hasMessageContaining("website.a.yaml:2")
                .hasMessageContaining("belongs to /other already");
        assertThat(faultOf(
                        "website.a.yaml",
                        "a:\n  b: {jcr:uuid: X}\n  c: {jcr:uuid: X}\n".replace("X", "1" + UUID.substring(1))))
                .hasMessageContaining("belongs to /a/b already");
        assertThat(session.getProperty("/other/keep").getString()).isEqualTo("me");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        assertThatThrownBy(() -> new ContentImport()
                        .below(
                                session,
                                "/",
                                ContentFileName.of("website.a.yaml"),
                                new ByteArrayInputStream("a: {x: 储}".getBytes(StandardCharsets.UTF_16))))
                .isInstanceOf(ContentImportException.class)
                .hasMessageContaining("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "website",
                "website.yaml",
                "website.a.json",
                "website.a",
                ".a.yaml",
                "../website.a.yaml",
                "website/../users.a.yaml",
                "website.a/b.yaml",
                "web\\site.a.yaml",
                "website.a.",
                "website......yaml",
                "website...a.yaml",
                "website.a\u0000.yaml",
                "站.a.yaml"
            })
    void wrongFileNamesAreRefused(String name) {
        assertThatThrownBy(() -> ContentFileName.of(name))
                .isInstanceOf(ContentImportException.class)
                .hasMessageContaining("Name the file <workspace>.<path with dots>.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "//", "/a/", "/../b", "/a/./b", "/a[1]", "/a b ", "/*"})
    void wrongParentPathsAreRefused(String path) {
        assertThatThrownBy(() -> new ContentImport()
                        .below(
                                session,
                                path,
                                ContentFileName.of("website.a.yaml"),
                                new ByteArrayInputStream(new byte[0])))
                .isInstanceOf(ContentImportException.class)
                .hasMessageContaining("The path '" + path + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "users.admin.reader.yaml, users, /admin, false",
        "oe-products.lighting.xml, oe-products, /, true",
        "website.a..b.c.d.YML, website, /a.b/c, false",
        "dam.照明.灯.xml, dam, /照明, true"
    })
    void fileNamesTellWorkspaceAndParent(String file, String workspace, String parent, boolean xml) throws Exception {
        assertThat(ContentFileName.of(file)).isEqualTo(new ContentFileName(file, workspace, parent, xml));
    }

    private ContentImportException faultOf(String name, String content) {
        return faultOf(ContentImport.Limits.DEFAULT, name, content);
    }

    /** Imports and saves or discards, as the repository does, and sees that nothing of a faulty file is left. */
    private ContentImportException faultOf(ContentImport.Limits limits, String name, String content) {
        ContentImportException fault = catchThrowableOfType(
                ContentImportException.class,
                () -> new ContentImport(limits).below(session, "/", ContentFileName.of(name), stream(content)));
        try {
            session.refresh(false);
            assertThat(session.nodeExists("/a")).isFalse();
        } catch (RepositoryException e) {
            throw new AssertionError(e);
        }
        assertThat(fault)
                .as("the fault of " + content.substring(0, Math.min(content.length(), 80)))
                .isNotNull();
        return fault;
    }

    private void importYaml(String yaml) throws RepositoryException {
        new ContentImport().below(session, "/", ContentFileName.of("website.a.yaml"), stream(yaml));
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
