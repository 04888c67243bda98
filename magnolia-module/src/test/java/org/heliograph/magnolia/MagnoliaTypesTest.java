package org.heliograph.magnolia;

import info.magnolia.context.MgnlContext;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The types of Magnolia that the module is compiled against; another one has to be entered here. */
class MagnoliaTypesTest {

    @Test
    void thereAreFew() throws IOException, URISyntaxException {
        Path types = Path.of(MgnlContext.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());

        assertThat(classes(types))
                .containsExactly(
                        "info/magnolia/cms/beans/config/ServerConfiguration",
                        "info/magnolia/cms/core/AggregationState",
                        "info/magnolia/cms/i18n/I18nContentSupport",
                        "info/magnolia/cms/security/User",
                        "info/magnolia/commands/MgnlCommand",
                        "info/magnolia/commands/chain/Command",
                        "info/magnolia/commands/chain/Context",
                        "info/magnolia/commands/impl/BaseRepositoryCommand",
                        "info/magnolia/config/registry/AbstractRegistry",
                        "info/magnolia/context/Context",
                        "info/magnolia/context/MgnlContext",
                        "info/magnolia/context/MgnlContext$Op",
                        "info/magnolia/context/WebContext",
                        "info/magnolia/module/AbstractModuleVersionHandler",
                        "info/magnolia/module/DefaultModuleVersionHandler",
                        "info/magnolia/module/InstallContext",
                        "info/magnolia/module/ModuleLifecycle",
                        "info/magnolia/module/ModuleLifecycleContext",
                        "info/magnolia/module/ModuleVersionHandler",
                        "info/magnolia/module/delta/AbstractTask",
                        "info/magnolia/module/delta/AddRoleToUserTask",
                        "info/magnolia/module/delta/Task",
                        "info/magnolia/module/delta/TaskExecutionException",
                        "info/magnolia/repository/RepositoryManager",
                        "info/magnolia/types/ContentTypeDefinition",
                        "info/magnolia/types/ContentTypeRegistry",
                        "info/magnolia/types/datasource/DataSourceDefinition",
                        "info/magnolia/types/datasource/jcr/JcrDataSourceDefinition",
                        "info/magnolia/types/model/ModelDefinition",
                        "info/magnolia/types/model/PropertyDefinition",
                        "info/magnolia/types/model/jcr/JcrModelDefinition",
                        "info/magnolia/ui/api/availability/AvailabilityRule",
                        "info/magnolia/ui/api/availability/AvailabilityRuleDefinition",
                        "info/magnolia/ui/api/availability/ConfiguredAvailabilityRuleDefinition",
                        "info/magnolia/virtualuri/VirtualUriMapping",
                        "info/magnolia/virtualuri/VirtualUriMapping$Result",
                        "info/magnolia/virtualuri/mapping/RegexpVirtualUriMapping");
    }

    private static TreeSet<String> classes(Path types) throws IOException {
        if (Files.isDirectory(types)) {
            return below(types);
        }
        try (FileSystem jar = FileSystems.newFileSystem(types)) {
            return below(jar.getPath("/"));
        }
    }

    private static TreeSet<String> below(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
