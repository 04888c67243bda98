package org.heliograph.cms.repository;

import java.nio.file.Path;
import javax.jcr.Node;
import javax.jcr.PropertyType;
import javax.jcr.Session;
import javax.jcr.nodetype.NodeType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NodeTypesTest {

    @TempDir
    private static Path directory;

    private static TestRepository repository;

    private Session session;

    @BeforeAll
    static void open() throws Exception {
        repository = TestRepository.open(directory);
    }

    @AfterAll
    static void close() {
        repository.close();
    }

    @BeforeEach
    void login() throws Exception {
        session = repository.login("default");
    }

    @AfterEach
    void logout() {
        session.logout();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mgnl:content",
                "mgnl:contentNode",
                "mgnl:folder",
                "mgnl:page",
                "mgnl:area",
                "mgnl:component",
                "mgnl:asset",
                "mgnl:category",
                "mgnl:user",
                "mgnl:role",
                "mgnl:group",
                "oe:product"
            })
    void contentTypesAreReferenceableOrderableAndOpen(String name) throws Exception {
        Node parent = session.getRootNode().addNode("parent", name);
        parent.setProperty("anything", true);
        parent.setProperty("many", new String[] {"a", "b"});
        parent.addNode("child", "mgnl:contentNode");

        NodeType type = parent.getPrimaryNodeType();
        assertThat(type.hasOrderableChildNodes()).isTrue();
        assertThat(parent.getIdentifier()).hasSize(36);
        assertThat(parent.isNodeType("mix:referenceable")).isTrue();
        assertThat(parent.hasProperty("jcr:created")).isTrue();
    }

    @Test
    void onlyContentIsVersionable() throws Exception {
        var types = session.getWorkspace().getNodeTypeManager();

        assertThat(types.getNodeType("mgnl:page").isNodeType("mgnl:versionable"))
                .isTrue();
        assertThat(types.getNodeType("mgnl:area").isNodeType("mgnl:versionable"))
                .isFalse();
        assertThat(types.getNodeType("mgnl:area").isNodeType("mgnl:contentNode"))
                .isTrue();
    }

    @Test
    void activationStatusLoadsAsTextAndAsTruthValue() throws Exception {
        Node node = session.getRootNode().addNode("node", "mgnl:content");

        node.setProperty("mgnl:activationStatus", true);
        assertThat(node.getProperty("mgnl:activationStatus").getType()).isEqualTo(PropertyType.BOOLEAN);
        node.setProperty("mgnl:activationStatus", "true");
        assertThat(node.getProperty("mgnl:activationStatus").getType()).isEqualTo(PropertyType.STRING);
    }
}
