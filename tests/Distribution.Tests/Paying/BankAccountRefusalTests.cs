using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests.Paying;

/// <summary>An account is approved as it was registered, by another person, while it is in use.</summary>
public sealed class BankAccountRefusalTests
{
    private static readonly BankAccountRegistered Registered = new("main", "E1", BankAccountUse.Receive, Cny, BankScheme.Cnaps, "digest", Lin, At);

    [Fact]
    public void Only_what_was_registered_and_is_used_is_approved()
    {
        Given().When(Approving("digest")).ThenRejected<BankAccountUnknown>("bank-account.unknown");
        Given().When(state => BankAccountDecider.Decide(state, new RetireBankAccount("closed", Lin, At))).ThenRejected<BankAccountUnknown>("bank-account.unknown");
        Given(Registered).When(Approving("other")).ThenRejected<BankAccountOtherDetails>("bank-account.other-details", "digest");
        Given(Registered, new BankAccountRetired("closed", Lin, At)).When(Approving("digest")).ThenRejected<BankAccountIsRetired>("bank-account.retired");
        Given(Registered).When(Approving("digest")).Then<BankAccountApproved>(_ => { });
    }

    private static Given<BankAccount> Given(params object[] facts) => GivenWhenThen.Given(BankAccount.None(Guid.Empty), BankAccountDecider.Evolve, facts);

    private static Func<BankAccount, Decision> Approving(string digest) => state => BankAccountDecider.Decide(state, new ApproveBankAccount(digest, Sun, At));
}
