using Ledger.Portal.Web;

namespace Ledger.Portal.Pages.Payments;

/// <summary>What states of payments are called: a payment that comes back is no lent machine that is given back.</summary>
internal static class PaymentNames
{
    /// <summary>The name of a state.</summary>
    public static Text Of(string state) => Names.Of(state == "returned" ? "sent-back" : state);
}
