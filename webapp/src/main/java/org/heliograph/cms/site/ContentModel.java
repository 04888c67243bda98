package org.heliograph.cms.site;

import freemarker.template.AdapterTemplateModel;
import freemarker.template.ObjectWrapper;
import freemarker.template.SimpleCollection;
import freemarker.template.SimpleSequence;
import freemarker.template.TemplateCollectionModel;
import freemarker.template.TemplateHashModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNodeModel;
import freemarker.template.TemplateScalarModel;
import freemarker.template.TemplateSequenceModel;
import org.jspecify.annotations.Nullable;

/** A node in FreeMarker: a hash of its values, and a node of a tree. */
record ContentModel(ContentMap content, ObjectWrapper wrapper)
        implements TemplateHashModelEx, TemplateNodeModel, TemplateScalarModel, AdapterTemplateModel {

    @Override
    public @Nullable TemplateModel get(String key) throws TemplateModelException {
        return wrapper.wrap(content.get(key));
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public int size() {
        return content.node().properties().size();
    }

    @Override
    public TemplateCollectionModel keys() {
        return new SimpleCollection(content.node().properties().keySet(), wrapper);
    }

    @Override
    public TemplateCollectionModel values() {
        return new SimpleCollection(content.values(), wrapper);
    }

    @Override
    public String getAsString() {
        return content.toString();
    }

    @Override
    public @Nullable TemplateNodeModel getParentNode() {
        return content.parent().map(parent -> new ContentModel(parent, wrapper)).orElse(null);
    }

    @Override
    public TemplateSequenceModel getChildNodes() {
        return new SimpleSequence(content.children(), wrapper);
    }

    @Override
    public String getNodeName() {
        return content.node().name();
    }

    @Override
    public String getNodeType() {
        return content.node().primaryType();
    }

    @Override
    public @Nullable String getNodeNamespace() {
        return null;
    }

    @Override
    public Object getAdaptedObject(Class<?> hint) {
        return content;
    }
}
