package org.heliograph.dropin;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.heliograph.dropin.Classes.Use;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import static org.assertj.core.api.Assertions.assertThat;

/** What an operator drops into Magnolia, both artefacts. */
class DropInIT {

    private static final Path TARGET = Path.of("target");
    private static final Path LIGHT_MODULE = Path.of("..", "..", "light-modules", "heliograph");
    private static final Path TYPES = Path.of("..", "types", "target");
    private static final Pattern TYPE = Pattern.compile("nodeType: (hg:\\w+)");
    private static final Pattern WORKSPACE = Pattern.compile("workspace: ([\\w-]+)");

    /** The artefacts, and in what the API of Magnolia differs between them. */
    enum Artefact {
        JAKARTA("", "6.4/6.4.999", "jakarta", List.of("javax/servlet", "javax/ws/rs", "javax/inject", "javax/mail")),
        JAVAX("-javax", "6.2/6.3.999", "javax", List.of("jakarta/"));

        private final String classifier;
        private final String magnolia;
        private final String prefix;
        private final List<String> foreign;

        Artefact(String classifier, String magnolia, String prefix, List<String> foreign) {
            this.classifier = classifier;
            this.magnolia = magnolia;
            this.prefix = prefix;
            this.foreign = foreign;
        }

        private JarFile open() throws IOException {
            return new JarFile(only(TARGET, "heliograph-magnolia-[0-9.]+(-SNAPSHOT)?" + classifier + "\\.jar")
                    .toFile());
        }

        private String ofApi(String name) {
            return name.replaceAll("jakarta/(servlet|ws|inject|mail|activation)", prefix + "/$1");
        }
    }

    private static Path only(Path directory, String name) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                directory, file -> file.getFileName().toString().matches(name))) {
            List<Path> found = new ArrayList<>();
            files.forEach(found::add);
            assertThat(found).as("%s in %s", name, directory).hasSize(1);
            return found.get(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void bringsNoClassesButItsOwn(Artefact artefact) throws IOException {
        try (JarFile jar = artefact.open()) {
            assertThat(entries(jar).filter(name -> name.endsWith(".class")))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("org/heliograph/"))
                    .anyMatch(name -> name.equals("org/heliograph/magnolia/HeliographModule.class"))
                    .anyMatch(name -> name.startsWith("org/heliograph/bundled/phonenumbers/"));
            assertThat(
                            entries(jar)
                                    .filter(
                                            name -> !name.matches(
                                                    "(META-INF|META-INF/(magnolia|maven|MANIFEST\\.MF|LICENSE|NOTICE)|heliograph|mgnl-\\w+(-samples)?|org(/heliograph)?)(/.*)?")))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void speaksTheApiOfItsMagnoliaAlone(Artefact artefact) throws IOException {
        try (JarFile jar = artefact.open()) {
            for (JarEntry entry : jar.stream()
                    .filter(each -> !each.isDirectory() && !each.getName().startsWith("META-INF/maven/"))
                    .toList()) {
                try (InputStream bytes = jar.getInputStream(entry)) {
                    String content = new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1);
                    for (String foreign : artefact.foreign) {
                        assertThat(content.contains(foreign) || content.contains(foreign.replace('/', '.')))
                                .as("%s in %s", foreign, entry)
                                .isFalse();
                    }
                }
            }
        }
    }

    /** With the oldest versions that it may meet: those of Magnolia 6.2, and those that this build has. */
    @ParameterizedTest
    @EnumSource
    void isLinkedWithWhatMagnoliaHas(Artefact artefact) throws IOException {
        Classes around = new Classes();
        try (DirectoryStream<Path> libraries =
                Files.newDirectoryStream(TARGET.resolve("magnolia-" + artefact.prefix))) {
            for (Path library : libraries) {
                try (JarFile jar = new JarFile(library.toFile())) {
                    around.add(jar);
                }
            }
        }
        Classes magnolia = new Classes();
        try (JarFile types = new JarFile(only(TYPES, "heliograph-magnolia-types-[0-9.]+(-SNAPSHOT)?\\.jar")
                .toFile())) {
            magnolia.add(types);
        }
        Classes own = new Classes();
        try (JarFile jar = artefact.open()) {
            own.add(jar);
        }
        Set<Use> uses = own.uses();
        Set<Use> unknown = uses.stream()
                .filter(use -> !use.owner().startsWith("org/jspecify/"))
                .filter(use -> !around.has(use.owner(), use.member()) && !isMagnolias(magnolia, use, artefact))
                .collect(Collectors.toSet());

        assertThat(uses).anyMatch(use -> use.owner().startsWith("com/fasterxml/jackson/"));
        assertThat(unknown).isEmpty();
    }

    /** The types are compiled with jakarta; the members that a class inherits from others are not told here. */
    private static boolean isMagnolias(Classes magnolia, Use use, Artefact artefact) {
        return use.owner().startsWith("info/magnolia/")
                && (magnolia.has(use.owner(), use.member())
                        || magnolia.has(use.owner(), use.member().replace("javax/servlet", "jakarta/servlet")));
    }

    @ParameterizedTest
    @EnumSource
    void describesItself(Artefact artefact)
            throws IOException, ParserConfigurationException, SAXException, XPathExpressionException {
        try (JarFile jar = artefact.open()) {
            Document descriptor = xml(text(jar, "META-INF/magnolia/heliograph.xml"));

            assertThat(values(descriptor, "/module/name")).containsExactly("heliograph");
            assertThat(values(descriptor, "/module/version"))
                    .containsExactly(jar.getManifest().getMainAttributes().getValue("Implementation-Version"));
            assertThat(values(descriptor, "/module/dependencies/dependency[name='core']/version"))
                    .containsExactly(artefact.magnolia);
            assertThat(values(
                            descriptor, "/module/class | /module/versionHandler | //component/type | //implementation"))
                    .hasSize(4)
                    .allMatch(name -> jar.getEntry(name.replace('.', '/') + ".class") != null);
            assertThat(values(descriptor, "//nodeTypeFile")).allMatch(file -> jar.getEntry(file.substring(1)) != null);
            assertThat(values(descriptor, "//workspace")).containsExactlyInAnyOrderElementsOf(inTypes(WORKSPACE));
        }
    }

    private static Document xml(String text) throws ParserConfigurationException, SAXException, IOException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    private static List<String> values(Document document, String path) throws XPathExpressionException {
        NodeList nodes =
                (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            values.add(nodes.item(i).getTextContent());
        }
        return values;
    }

    /** Node types are declared for what is bootstrapped before the content types are read. */
    @Test
    void declaresTheNodeTypesOfTheContentTypes() throws IOException {
        try (JarFile jar = Artefact.JAKARTA.open()) {
            Set<String> declared = new TreeSet<>();
            Matcher types = Pattern.compile("\\[(hg:\\w+)\\] > mgnl:content\n")
                    .matcher(text(jar, "mgnl-nodetypes/heliograph.cnd"));
            while (types.find()) {
                declared.add(types.group(1));
            }
            assertThat(declared).isEqualTo(inTypes(TYPE));
        }
    }

    private static Set<String> inTypes(Pattern pattern) throws IOException {
        Set<String> found = new TreeSet<>();
        try (DirectoryStream<Path> types = Files.newDirectoryStream(LIGHT_MODULE.resolve("contentTypes"))) {
            for (Path type : types) {
                Matcher matcher = pattern.matcher(Files.readString(type));
                assertThat(matcher.find()).as("%s in %s", pattern, type).isTrue();
                found.add(matcher.group(1));
            }
        }
        return found;
    }

    @Test
    void holdsTheLightModuleWithoutItsDescriptor() throws IOException {
        try (JarFile jar = Artefact.JAKARTA.open();
                Stream<Path> files = Files.walk(LIGHT_MODULE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = LIGHT_MODULE.relativize(file).toString().replace('\\', '/');
                if (name.equals("module.yaml") || name.equals("README.md")) {
                    assertThat(jar.getEntry("heliograph/" + name)).as(name).isNull();
                } else {
                    assertThat(jar.getEntry("heliograph/" + name)).as(name).isNotNull();
                }
            }
        }
    }

    /** As Magnolia reads them: the name tells workspace and path, the root is the last step of the path. */
    @Test
    void hasBootstrapFilesThatMagnoliaCanRead() throws IOException {
        try (JarFile jar = Artefact.JAKARTA.open()) {
            List<String> files = entries(jar)
                    .filter(name -> name.startsWith("mgnl-bootstrap") && name.endsWith(".yaml"))
                    .toList();
            Set<String> ids = new TreeSet<>();
            for (String file : files) {
                String path = file.substring(file.lastIndexOf('/') + 1, file.length() - ".yaml".length());
                Map<?, ?> roots = yaml(jar, file);

                assertThat(path).as(file).contains(".");
                assertThat(roots.keySet())
                        .as(file)
                        .map(Object::toString)
                        .containsExactly(path.substring(path.lastIndexOf('.') + 1));
                assertIdentified(file, roots.values().iterator().next(), ids);
            }
            assertThat(files)
                    .contains(
                            "mgnl-bootstrap/heliograph/userroles.editor-zh.yaml",
                            "mgnl-bootstrap/heliograph/userroles.editor-en.yaml",
                            "mgnl-bootstrap/heliograph/userroles.publisher.yaml",
                            "mgnl-bootstrap/heliograph/userroles.moderator.yaml",
                            "mgnl-bootstrap/heliograph/userroles.heliograph-anonymous.yaml",
                            "mgnl-bootstrap/heliograph/userroles.heliograph-visitor.yaml",
                            "mgnl-bootstrap/heliograph/config.modules.heliograph.commands.yaml");
        }
    }

    private static void assertIdentified(String file, Object node, Set<String> ids) {
        if (node instanceof Map<?, ?> members) {
            assertThat(members.get("jcr:primaryType"))
                    .as("type of a node in %s", file)
                    .isNotNull();
            if (members.get("jcr:uuid") instanceof String id) {
                assertThat(ids.add(id)).as("%s in %s is the only one", id, file).isTrue();
            }
            members.values().forEach(member -> assertIdentified(file, member, ids));
        }
    }

    /** Magnolia makes no object of a class that is not a component, and then renders no page at all. */
    @Test
    void offersFunctionsThatAreComponents() throws Exception {
        try (JarFile jar = Artefact.JAKARTA.open()) {
            String offered =
                    "mgnl-bootstrap/heliograph/config.modules.rendering.renderers.freemarker.contextAttributes.hgfn.yaml";
            Map<?, ?> roots = yaml(jar, offered);
            Object type = ((Map<?, ?>) roots.get("hgfn")).get("componentClass");

            assertThat(values(xml(text(jar, "META-INF/magnolia/heliograph.xml")), "//component/type"))
                    .containsExactly(String.valueOf(type));
        }
    }

    /** Magnolia takes what has the type for one, wherever it is below the module's commands. */
    @Test
    void bringsACatalogueOfCommandsOfTheTypeThatMagnoliaLooksFor() throws IOException {
        try (JarFile jar = Artefact.JAKARTA.open()) {
            Map<?, ?> root = yaml(jar, "mgnl-bootstrap/heliograph/config.modules.heliograph.commands.yaml");
            Map<?, ?> catalogue = (Map<?, ?>) ((Map<?, ?>) root.get("commands")).get("heliograph");

            assertThat(catalogue.get("jcr:primaryType")).isEqualTo("mgnl:content");
            assertThat(((Map<?, ?>) catalogue.get("moderate")).get("jcr:primaryType"))
                    .isEqualTo("mgnl:contentNode");
        }
    }

    /** What is delivered, and the messages; nothing else. */
    @Test
    void letsVisitorsReadAndWriteNoMoreThanIsMeantForThem() throws IOException {
        try (JarFile jar = Artefact.JAKARTA.open()) {
            String role = "mgnl-bootstrap/heliograph/userroles.heliograph-anonymous.yaml";
            Map<?, ?> roles = yaml(jar, role);
            Map<?, ?> rules = (Map<?, ?>) ((Map<?, ?>) roles.get("heliograph-anonymous")).get("acl_uri");
            Set<String> granted = new TreeSet<>();
            for (Object rule : rules.values()) {
                if (rule instanceof Map<?, ?> members) {
                    granted.add(members.get("permissions") + " " + members.get("path"));
                }
            }
            Set<String> meant = new TreeSet<>(
                    Set.of("63 /.rest/messages/v1", "8 /.rest/messages/v1/form", "8 /.rest/messages/v1/form/*"));
            try (DirectoryStream<Path> endpoints =
                    Files.newDirectoryStream(LIGHT_MODULE.resolve("restEndpoints/delivery"))) {
                for (Path endpoint : endpoints) {
                    String path = "8 /.rest/delivery/"
                            + endpoint.getFileName().toString().replace("_v1.yaml", "/v1");
                    if (!path.contains("/pages/")) {
                        meant.add(path);
                        meant.add(path + "/*");
                    }
                }
            }
            assertThat(granted).isEqualTo(meant);
            assertThat(text(jar, role)).containsOnlyOnce("acl_");
        }
    }

    /** What pages show, to be read; and nothing of messages, users or settings. */
    @Test
    void letsVisitorsOfTheSiteReadWhatPagesShow() throws IOException {
        try (JarFile jar = Artefact.JAKARTA.open()) {
            Map<?, ?> roles = yaml(jar, "mgnl-bootstrap/heliograph/userroles.heliograph-visitor.yaml");
            Map<?, ?> role = (Map<?, ?>) roles.get("heliograph-visitor");
            Set<String> granted = new TreeSet<>();
            for (Map.Entry<?, ?> list : role.entrySet()) {
                if (list.getKey().toString().startsWith("acl_")) {
                    for (Object rule : ((Map<?, ?>) list.getValue()).values()) {
                        if (rule instanceof Map<?, ?> members) {
                            granted.add(list.getKey() + " " + members.get("permissions") + " " + members.get("path"));
                        }
                    }
                }
            }
            Set<String> meant = new TreeSet<>(Set.of(
                    "acl_uri 8 /.resources/*",
                    "acl_uri 8 /.rest/delivery/pages/v1",
                    "acl_uri 8 /.rest/delivery/pages/v1/*",
                    "acl_uri 8 /.rest/template-annotations/*",
                    "acl_uri 8 /.rest/feeds/*",
                    "acl_uri 8 /dam/*",
                    "acl_uri 8 /.imaging/*",
                    "acl_website 8 /*",
                    "acl_dam 8 /*"));
            inTypes(WORKSPACE).stream()
                    .filter(workspace -> !workspace.equals("contact-messages"))
                    .forEach(workspace -> meant.add("acl_" + workspace + " 8 /*"));
            assertThat(granted).isEqualTo(meant);
        }
    }

    private static Stream<String> entries(JarFile jar) {
        return jar.stream().map(JarEntry::getName);
    }

    private static Map<?, ?> yaml(JarFile jar, String name) throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text(jar, name));
    }

    private static String text(JarFile jar, String name) throws IOException {
        try (InputStream bytes = jar.getInputStream(jar.getEntry(name))) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
