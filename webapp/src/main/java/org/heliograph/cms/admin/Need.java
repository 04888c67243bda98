package org.heliograph.cms.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.web.ProblemException;

/**
 * What a caller needs for an operation, besides being signed in and the right to the address. What depends on the body is
 * decided by the operation itself, with {@link Call#require}.
 */
final class Need {

    /** Refuses a caller who lacks it. */
    @FunctionalInterface
    private interface Test {
        void demand(Call call);
    }

    private final Test test;
    private final Text about;

    private Need(Test test, Text about) {
        this.test = test;
        this.about = about;
    }

    /** Nothing else. */
    static Need signedIn() {
        return new Need(call -> {}, new Text("Whoever is signed in.", "任何已登录用户。"));
    }

    /** To be superuser. */
    static Need superuser() {
        return new Need(
                call -> allow(call.caller().isSuperuser()), new Text("The role superuser.", "需要 superuser 角色。"));
    }

    /** Some permissions on the node that the variables {@code workspace} and {@code path} of the address name. */
    static Need onItem(Permission... permissions) {
        return new Need(
                call -> call.require(List.of(permissions), call.variable("workspace"), call.path()),
                new Text(
                        names(permissions) + " on the item. What may not be read is not there (404).",
                        "对该条目的 " + names(permissions) + " 权限。无读取权限的内容视为不存在（404）。"));
    }

    /** Some permission somewhere in the workspace that the address names, which is not there for anybody else. */
    static Need somewhere(Permission permission) {
        return new Need(
                call -> {
                    String workspace = call.variable("workspace");
                    if (!Call.isReachable(workspace) || !call.rights().maySomewhere(permission, workspace)) {
                        throw new ProblemException(404, "not-found");
                    }
                },
                new Text(
                        names(permission) + " somewhere in the workspace, which is not there otherwise (404).",
                        "在该工作区某处的 " + names(permission) + " 权限；否则视为不存在（404）。"));
    }

    /** Some permissions on the node of one workspace that the variable {@code path} of the address names. */
    static Need in(String workspace, Permission... permissions) {
        return new Need(
                call -> call.require(List.of(permissions), workspace, call.path()),
                new Text(
                        names(permissions) + " on the node of workspace " + workspace
                                + ". What may not be read is not there (404).",
                        "对工作区 " + workspace + " 中该节点的 " + names(permissions) + " 权限。无读取权限的内容视为不存在（404）。"));
    }

    /** Some permissions on every node of a workspace, such as {@code users}. */
    static Need everywhere(String workspace, Permission... permissions) {
        return new Need(
                call -> allow(call.caller().rights().mayEverywhere(List.of(permissions), workspace)),
                new Text(
                        names(permissions) + " on all of workspace " + workspace + ".",
                        "对整个工作区 " + workspace + " 的 " + names(permissions) + " 权限。"));
    }

    private static void allow(boolean allowed) {
        if (!allowed) {
            throw new ProblemException(403, "not-allowed");
        }
    }

    private static String names(Permission... permissions) {
        return Arrays.stream(permissions)
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** @throws ProblemException if the caller may not; 404 where even the existence is none of the caller's business */
    void demand(Call call) {
        test.demand(call);
    }

    Text about() {
        return about;
    }
}
