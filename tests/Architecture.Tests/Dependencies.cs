using ArchUnitNET.Domain;

namespace Ledger.Architecture.Tests;

/// <summary>Which types our types use, by full name, as compiled.</summary>
internal static class Dependencies
{
    /// <summary>Every (user, used) pair of types whose user passes the filter.</summary>
    public static IEnumerable<(string User, string Used)> Of(Func<IType, bool> users) =>
        from type in Platform.Code.Types
        where users(type) && !IsGenerated(type.FullName)
        from used in type.Dependencies.Select(dependency => dependency.Target.FullName).Distinct()
        select (type.FullName, used);

    public static bool InSpace(string name, string space) => name == space || name.StartsWith(space + ".", StringComparison.Ordinal);

    public static void AreEmpty(IEnumerable<(string User, string Used)> offending)
    {
        var found = offending.Select(pair => $"{pair.User} uses {pair.Used}").Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    // Source generators of libraries write into our assemblies; what they write is not ours.
    private static bool IsGenerated(string name) =>
        name.Contains("Microsoft.AspNetCore.OpenApi.Generated", StringComparison.Ordinal) || name.Contains("System.Text.RegularExpressions.Generated", StringComparison.Ordinal)
        || name.Contains("Evolver", StringComparison.Ordinal) || name.StartsWith("JasperFx", StringComparison.Ordinal);
}
