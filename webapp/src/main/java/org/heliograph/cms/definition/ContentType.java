package org.heliograph.cms.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A content type of a light module ({@code contentTypes/<name>.yaml}).
 *
 * @param name the registry id, global over all modules
 * @param module the module that defines it
 * @param datasource where its items are stored
 * @param model what an item consists of
 */
public record ContentType(String name, String module, Datasource datasource, Model model) {

    /**
     * @param workspace JCR workspace of the items
     * @param autoCreate whether workspace, namespaces and node types are registered from this definition; Magnolia's
     *     default is false
     * @param rootPath path below which items live
     * @param namespaces JCR namespace prefix to URI
     */
    public record Datasource(String workspace, boolean autoCreate, String rootPath, Map<String, String> namespaces) {}

    /**
     * @param nodeType primary type of an item
     * @param properties in the order of the definition
     * @param subModels structured values, stored as child nodes
     */
    public record Model(String nodeType, List<Property> properties, List<SubModel> subModels) {

        /** The sub-model of that name, if the model has one. */
        public Optional<SubModel> subModel(String name) {
            return subModels.stream().filter(m -> m.name().equals(name)).findFirst();
        }
    }

    /**
     * @param name name of the property type that refers to this model
     * @param nodeType primary type of the child node; {@code mgnl:contentNode} unless the definition says otherwise
     * @param properties in the order of the definition
     */
    public record SubModel(String name, String nodeType, List<Property> properties) {}

    /**
     * @param name JCR name; the default locale is stored under it, others under {@code <name>_<locale>}
     * @param type a JCR type name, {@code richText}, {@code asset}, {@code reference:<content type>} or the name of a
     *     sub-model
     * @param required whether an item without it is incomplete
     * @param multiple whether it holds a list
     * @param i18n whether it has a value per locale
     * @param readOnly whether editors may not change it
     * @param label text for editors where the message bundles have none
     * @param defaultValue value of a new item
     * @param options the allowed values, empty for any
     */
    public record Property(
            String name,
            String type,
            boolean required,
            boolean multiple,
            boolean i18n,
            boolean readOnly,
            Optional<String> label,
            Optional<String> defaultValue,
            List<Option> options) {

        private static final String REFERENCE = "reference:";

        /** The content type this property refers to, if its type is {@code reference:<content type>}. */
        public Optional<String> referencedType() {
            return type.startsWith(REFERENCE) ? Optional.of(type.substring(REFERENCE.length())) : Optional.empty();
        }
    }

    /**
     * @param value what is stored
     * @param label text for editors where the message bundles have none
     */
    public record Option(String value, String label) {}
}
