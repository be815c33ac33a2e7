using BindCheck.Reachability.Tests.Stages;

namespace BindCheck.Reachability.Tests.Rows;

/// <summary>System.Net.HttpListener, the managed one. Nothing is repaired: no prefix makes it accept both families.</summary>
internal static class HttpListenerRows
{
    private static readonly Expectation s_ipv4 = "4- 4- 4- 4- 4- -- 4-";

    internal static readonly Row[] All =
    [
        Prefix("http://+:5000/", "BIND1004", s_ipv4),
        Prefix("http://*:5000/", "BIND1004", s_ipv4),
        Prefix("http://127.0.0.1:5000/", "BIND1002", new("4- 4- 4- 4- 4- throws 4-", Scope.Loopback)),
        // The last cell: the first answer for the name is ::1.
        Prefix("http://localhost:5000/", "BIND1004", new("4- 4- 4- 4- 4- throws -6", Scope.Loopback)),
        Prefix("http://0.0.0.0:5000/", null, "throws"),
        Prefix("http://[::]:5000/", null, "throws"),
        Prefix("http://[::1]:5000/", null, "throws"),
        Prefix("http://:::5000/", null, "throws"),
        Program("A variable port", "listener.Prefixes.Add({|BIND1004:$\"http://+:{args[0]}/\"|});", s_ipv4),
        Program("Both loopback names", """
            listener.Prefixes.Add({|BIND1004:"http://localhost:5000/"|});
            listener.Prefixes.Add({|BIND1002:"http://127.0.0.1:5000/"|});
            """, new("4- 4- 4- 4- 4- throws 46", Scope.Loopback)),
        Program("The wildcard and ::", """
            listener.Prefixes.Add({|BIND1004:"http://+:5000/"|});
            listener.Prefixes.Add("http://[::]:5000/");
            """, "throws"),
    ];

    private static Row Prefix(string prefix, string? id, Expectation reach) =>
        Program(prefix, $"listener.Prefixes.Add({(id is null ? $"\"{prefix}\"" : $$"""{|{{id}}:"{{prefix}}"|}""")});", reach);

    private static Row Program(string name, string prefixes, Expectation reach) =>
        new("HttpListener: " + name, $$"""
            using System.Net;

            var listener = new HttpListener();
            {{prefixes}}
            listener.Start();
            Ready();
            while (true)
            {
                var context = await listener.GetContextAsync();
                context.Response.Close();
            }
            """, reach) { Protocol = Protocol.Http };
}
