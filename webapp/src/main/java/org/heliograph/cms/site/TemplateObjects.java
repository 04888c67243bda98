package org.heliograph.cms.site;

import freemarker.ext.beans.ClassMemberAccessPolicy;
import freemarker.ext.beans.MemberAccessPolicy;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.SimpleDate;
import freemarker.template.TemplateDateModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.Version;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Calendar;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.heliograph.template.TemplateFunctions;
import org.jspecify.annotations.Nullable;

/** What of Java scripts can reach: values, and the methods of few classes, none of which leads anywhere else. */
final class TemplateObjects extends DefaultObjectWrapper {

    private static final Set<Class<?>> REACHABLE = Set.of(TemplateFunctions.class);
    private static final Set<String> OF_LOCALES =
            Set.of("getLanguage", "getCountry", "toLanguageTag", "getDisplayLanguage", "toString");

    TemplateObjects(Version version) {
        super(version);
        setMemberAccessPolicy(new Declared());
    }

    /** Allows what is named here, and nothing else. */
    private static final class Declared implements MemberAccessPolicy {

        @Override
        public ClassMemberAccessPolicy forClass(Class<?> type) {
            return new ClassMemberAccessPolicy() {
                @Override
                public boolean isMethodExposed(Method method) {
                    return REACHABLE.contains(method.getDeclaringClass())
                            || method.getDeclaringClass() == Locale.class && OF_LOCALES.contains(method.getName());
                }

                @Override
                public boolean isConstructorExposed(Constructor<?> constructor) {
                    return false;
                }

                @Override
                public boolean isFieldExposed(Field field) {
                    return false;
                }
            };
        }

        @Override
        public boolean isToStringAlwaysExposed() {
            return false;
        }
    }

    @Override
    public @Nullable TemplateModel wrap(@Nullable Object object) throws TemplateModelException {
        if (object instanceof Optional<?> optional) {
            return wrap(optional.orElse(null));
        }
        if (object instanceof ContentMap content) {
            return new ContentModel(content, this);
        }
        if (object instanceof Calendar calendar) {
            return new SimpleDate(calendar.getTime(), TemplateDateModel.DATETIME);
        }
        return super.wrap(object);
    }
}
