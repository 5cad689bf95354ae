"""Stories in the making, on the page "Your own story"; the store is loaded with the first one."""
