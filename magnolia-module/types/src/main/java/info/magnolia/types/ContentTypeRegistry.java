package info.magnolia.types;

import info.magnolia.config.registry.AbstractRegistry;

public class ContentTypeRegistry extends AbstractRegistry<ContentTypeDefinition> {}
