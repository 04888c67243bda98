package org.heliograph.cms.content;

import java.util.ArrayList;
import java.util.List;
import javax.jcr.Property;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Value;
import javax.jcr.ValueFactory;

/**
 * A stored value of a property of an item, without its session. Two are equal if they hold the same, however long.
 *
 * @param type one of {@link PropertyType}'s numbers
 * @param multiple whether it is a list, of any length
 * @param texts the values as text; of a binary what identifies its bytes
 * @param binaries the values of a binary property, which any session of the repository may store; of others empty
 */
public record ItemValue(int type, boolean multiple, List<String> texts, List<Value> binaries) {

    /** A value that is no binary. */
    public ItemValue(int type, boolean multiple, List<String> texts) {
        this(type, multiple, List.copyOf(texts), List.of());
    }

    static ItemValue of(Property property) throws RepositoryException {
        Value[] values = property.isMultiple() ? property.getValues() : new Value[] {property.getValue()};
        List<String> texts = new ArrayList<>(values.length);
        if (property.getType() != PropertyType.BINARY) {
            for (Value value : values) {
                texts.add(value.getString());
            }
            return new ItemValue(property.getType(), property.isMultiple(), texts);
        }
        for (Value value : values) {
            texts.add(Bytes.identity(value));
        }
        return new ItemValue(PropertyType.BINARY, property.isMultiple(), List.copyOf(texts), List.of(values));
    }

    /** The first value, empty where there is none. */
    public String text() {
        return texts.isEmpty() ? "" : texts.get(0);
    }

    /** Whether there is nothing in it. */
    public boolean isEmpty() {
        return texts.stream().allMatch(String::isEmpty);
    }

    /** The same as a reference that may lead nowhere, if it is one that may not. */
    ItemValue weak() {
        return type == PropertyType.REFERENCE ? new ItemValue(PropertyType.WEAKREFERENCE, multiple, texts) : this;
    }

    Value[] values(ValueFactory factory) throws RepositoryException {
        if (type == PropertyType.BINARY) {
            return binaries.toArray(Value[]::new);
        }
        Value[] values = new Value[texts.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = factory.createValue(texts.get(i), type);
        }
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ItemValue that
                && type == that.type
                && multiple == that.multiple
                && texts.equals(that.texts);
    }

    @Override
    public int hashCode() {
        return texts.hashCode();
    }
}
