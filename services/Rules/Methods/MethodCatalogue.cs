namespace Ledger.Rules;

/// <summary>Every method this library knows. A method stays here for ever: old results must remain recomputable.</summary>
public static class MethodCatalogue
{
    /// <summary>All methods, by id and version ascending.</summary>
    public static IReadOnlyList<Method> All { get; } = [.. Build().OrderBy(method => method.Id, StringComparer.Ordinal).ThenBy(method => method.Version)];

    /// <summary>The method of this id and version, or null.</summary>
    public static Method? Find(string id, int version) => All.FirstOrDefault(method => method.Id == id && method.Version == version);

    /// <summary>The newest version of a method, or null: what new proposals are evaluated with.</summary>
    public static Method? Latest(string id) => All.LastOrDefault(method => method.Id == id);

    /// <summary>Whether a method of this id serves this purpose.</summary>
    public static bool IsKnown(string id, MethodPurpose purpose) => All.Any(method => method.Id == id && method.Purpose == purpose);

    private static IEnumerable<Method> Build() =>
        [.. ValuationMethods.All, .. RiskMethods.All, .. SharingMethods.All, .. GameMethods.All, .. IncentiveMethods.All, .. AppraiserMethods.All, .. AuditMethods.All];
}
