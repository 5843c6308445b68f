using Ledger.Portal.Accounts;
using Ledger.Portal.Api;
using Ledger.Portal.Called;
using Ledger.Portal.Web;
using Microsoft.AspNetCore.Components;

namespace Ledger.Portal.Pages;

/// <summary>What every page and part knows: who reads it, in which language, and how to ask the services.</summary>
public abstract class LedgerPage : ComponentBase
{
    /// <summary>The request that is answered.</summary>
    [CascadingParameter]
    protected HttpContext Http { get; set; } = null!;

    [Inject]
    protected LedgerApi Api { get; set; } = null!;

    [Inject]
    protected TimeProvider Clock { get; set; } = null!;

    /// <summary>Language of the page.</summary>
    protected string Lang => Language.Of(Http);

    /// <summary>Who is signed in.</summary>
    protected Account Me => Account.Of(Http.User) ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>The reader as the services' records name him.</summary>
    protected string Subject => Http.User.FindFirst("sub")?.Value ?? Me.Id;

    /// <summary>What parties and people are called.</summary>
    protected NameBook Naming => NameBook.Of(Http);

    /// <summary>Name of a party in the page's language, or its id; where markup may stand, <c>PartyName</c> shows both.</summary>
    protected string PartyText(string id) => Naming.Party(id, Lang);

    /// <summary>Name of a party with its id, to choose by.</summary>
    protected string PartyLabel(string id) => Naming.PartyAndId(id, Lang);

    /// <summary>Parties to choose among.</summary>
    protected IEnumerable<(string Value, string Text)> PartyOptions(IEnumerable<string> ids) => ids.Select(id => (id, PartyLabel(id)));

    /// <summary>Name of a person in the page's language, or the id; where markup may stand, <c>PersonName</c> shows both.</summary>
    protected string PersonText(string id) => Naming.Person(id, Lang);

    /// <summary>Name of a person with the organisation and the id, to choose by.</summary>
    protected string PersonLabel(string id, string organisation) => Naming.PersonAndId(new Actor(id, organisation), Lang);

    /// <summary>Parties that have a name, offered where an id is typed.</summary>
    protected IEnumerable<(string Value, string Text)> PartySuggestions => Naming.Parties.Keys.Order(StringComparer.Ordinal).Select(id => (id, PartyText(id)));

    /// <summary>People who have a name, offered where an id is typed.</summary>
    protected IEnumerable<(string Value, string Text)> PeopleSuggestions => Naming.People.Keys.Order(StringComparer.Ordinal).Take(Limits.PeopleOffered).Select(id => (id, PersonText(id)));

    /// <summary>Who acted for whom; where markup may stand, <c>PersonName</c> shows the ids too.</summary>
    protected string ByText(Actor by) => Naming.By(by, Lang);

    /// <summary>A sentence in the page's language.</summary>
    protected string T(string en, string zh) => Lang == Language.Zh ? zh : en;

    /// <inheritdoc cref="T(string, string)"/>
    protected string T(Text text) => text.In(Lang);

    /// <summary>An exact figure of the services, with separators for the eye: <c>914605.56</c> as <c>914,605.56</c>.</summary>
    protected static string Figure(string amount) => Figures.Grouped(amount);

    /// <summary>Whether a form of the page was sent just now: what holds it stays open, so that a refusal is seen.</summary>
    protected bool Sent(string form) =>
        HttpMethods.IsPost(Http.Request.Method) && Http.Request.HasFormContentType && Http.Request.Form["_handler"] == form;

    /// <summary>Today where the services stand (UTC).</summary>
    protected DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);
}
