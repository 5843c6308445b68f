using CsCheck;

namespace Ledger.Distribution.Tests;

/// <summary>Thousands of random commands; after each the invariants of the books hold.</summary>
public sealed class HistoryTests
{
    [Fact]
    public void Whatever_is_commanded_the_books_hold() => Gen.UInt.Array[250].Sample(commands =>
    {
        var model = new BooksModel();
        foreach (var command in commands) model.Do(command);
        model.CheckReplay();
    }, iter: 12);

    // The histories above would be worth nothing if everything were refused.
    [Fact]
    public void A_history_does_everything_there_is()
    {
        var model = new BooksModel();
        // A linear congruential generator with the constants of Numerical Recipes: the same history every time.
        var random = 20260110u;
        for (var i = 0; i < 2_000; i++)
        {
            random = unchecked((random * 1664525u) + 1013904223u);
            model.Do(random >> 4);
        }

        model.CheckReplay();
        Assert.All(
            ["accept", "replace", "strike", "charge", "declare", "claim", "compute", "propose", "object", "answer", "hold", "approve", "settle", "prepare", "post", "void", "close"],
            name => Assert.True(model.Accepted.GetValueOrDefault(name) > 0, $"{name}: {string.Join(", ", model.Accepted)}"));
        Assert.True(model.Accepted.GetValueOrDefault("book correction") > 0, string.Join(", ", model.Accepted));
    }
}
