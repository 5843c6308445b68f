using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Names of the members that <see cref="MethodMembers"/> fills in, for whoever makes a form of a method.</summary>
internal static class RegisterMembers
{
    /// <summary>The members; none for a method that takes no evidence of the register.</summary>
    public static IReadOnlyList<string> Of(Method method) => method.Id switch
    {
        "market.comparables" => Takes(method, "relatedParties") ? ["comparables", "indexes"] : [],
        "market.adjusted-price" => ["price", "pricedOn", "factors", "evidence", "indexes"],
        "rent.quotes" => ["quotes"],
        "labour.rate" or "market.unit-rate" => ["rate", "evidence"],
        _ when Takes(method, "evidence") => Takes(method, "indexes") ? ["evidence", "indexes"] : ["evidence"],
        _ => [],
    };

    /// <summary>Whether the method's inputs have a member.</summary>
    public static bool Takes(Method method, string member) => method.Description.Inputs.GetProperty("properties").TryGetProperty(member, out _);
}
