package org.heliograph.dropin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Classes of some jars by their internal names, and what they have and call. The classes of Java are there as well. */
final class Classes {

    private final Map<String, byte[]> all = new HashMap<>();
    private final Map<String, Optional<Shape>> shapes = new HashMap<>();

    private record Shape(Set<String> members, List<String> parents) {}

    /** A field or method of a class that another class names. */
    record Use(String user, String owner, String member) {}

    Classes add(JarFile jar) throws IOException {
        for (JarEntry entry : jar.stream().toList()) {
            if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF")) {
                try (InputStream bytes = jar.getInputStream(entry)) {
                    all.put(
                            entry.getName().substring(0, entry.getName().length() - ".class".length()),
                            bytes.readAllBytes());
                }
            }
        }
        return this;
    }

    Set<String> names() {
        return all.keySet();
    }

    /** Whether the class is there, and has or inherits the member; for an empty one, whether it is there at all. */
    boolean has(String owner, String member) {
        Optional<Shape> shape = shapes.computeIfAbsent(owner, this::shape);
        return shape.isPresent()
                && (member.isEmpty()
                        || shape.get().members.contains(member)
                        || shape.get().parents.stream().anyMatch(parent -> has(parent, member)));
    }

    private Optional<Shape> shape(String name) {
        Optional<byte[]> bytes = bytes(name);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        Set<String> members = new HashSet<>();
        List<String> parents = new ArrayList<>();
        new ClassReader(bytes.get())
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public void visit(
                                    int version,
                                    int access,
                                    String self,
                                    String signature,
                                    String parent,
                                    String[] interfaces) {
                                if (parent != null) {
                                    parents.add(parent);
                                }
                                parents.addAll(List.of(interfaces));
                            }

                            @Override
                            public FieldVisitor visitField(
                                    int access, String field, String type, String signature, Object value) {
                                members.add(field + " " + type);
                                return null;
                            }

                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String method, String type, String signature, String[] thrown) {
                                members.add(method + " " + type);
                                return null;
                            }
                        },
                        ClassReader.SKIP_CODE);
        return Optional.of(new Shape(members, parents));
    }

    private Optional<byte[]> bytes(String name) {
        if (all.containsKey(name)) {
            return Optional.of(all.get(name));
        }
        try (InputStream java = ClassLoader.getPlatformClassLoader().getResourceAsStream(name + ".class")) {
            return java == null ? Optional.empty() : Optional.of(java.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the code of all classes names outside of themselves. */
    Set<Use> uses() {
        Set<Use> uses = new LinkedHashSet<>();
        all.forEach((user, bytes) -> new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public void visit(
                                    int version,
                                    int access,
                                    String self,
                                    String signature,
                                    String parent,
                                    String[] interfaces) {
                                add(parent, "");
                                List.of(interfaces).forEach(each -> add(each, ""));
                            }

                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String method, String type, String signature, String[] thrown) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitMethodInsn(
                                            int code, String owner, String called, String type, boolean isInterface) {
                                        add(owner, called + " " + type);
                                    }

                                    @Override
                                    public void visitFieldInsn(int code, String owner, String field, String type) {
                                        add(owner, field + " " + type);
                                    }

                                    @Override
                                    public void visitTypeInsn(int code, String type) {
                                        add(type, "");
                                    }

                                    @Override
                                    public void visitInvokeDynamicInsn(
                                            String called, String type, Handle bootstrap, Object... arguments) {
                                        for (Object argument : arguments) {
                                            if (argument instanceof Handle handle) {
                                                add(handle.getOwner(), handle.getName() + " " + handle.getDesc());
                                            }
                                        }
                                    }
                                };
                            }

                            private void add(String owner, String member) {
                                if (owner.startsWith("[")) {
                                    Type element = Type.getType(owner).getElementType();
                                    if (element.getSort() == Type.OBJECT) {
                                        add(element.getInternalName(), "");
                                    }
                                } else if (!all.containsKey(owner)) {
                                    uses.add(new Use(user, owner, member));
                                }
                            }
                        },
                        ClassReader.SKIP_DEBUG));
        return uses;
    }
}
